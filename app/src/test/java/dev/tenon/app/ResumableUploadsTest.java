package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.testkit.FaultyRelay;
import dev.tenon.testkit.FaultyRelay.Fate;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads in pieces to whole servers: over connections that are cut, by a client that others made, and past kills. */
class ResumableUploadsTest {

    private static final String ANA = "ana@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String SECRET = "a secret that only tests know";
    private static final int STEP = 16 << 20;

    @TempDir
    static Path directory;

    private final Path data = directory.resolve(UUID.randomUUID() + "/data");

    private final TransientNio2BlobStore objects = new TransientNio2BlobStore();
    private final S3Proxy store = S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "tenon", SECRET)
            .build();

    @BeforeEach
    void open() throws Exception {
        store.start();
        objects.createContainer("contents");
    }

    @AfterEach
    void close() throws Exception {
        store.stop();
    }

    /** Two uploads that a kill meets: one in the middle of a piece, and one between its last byte and its document. */
    private record Met(String inThePiece, String behindTheLastByte) {}

    @Test
    void D1_goes_on_over_cut_connections_and_past_a_kill() throws Exception {
        byte[] file = bytes(18_000_000);
        try (FaultyRelay relay =
                FaultyRelay.before(URI.create("http://127.0.0.1:" + store.getPort()), line -> Fate.PASSES)) {
            Map<String, String> bucket = Map.of(
                    "TENON_BLOBS",
                    "s3://contents?endpoint=" + relay.address(),
                    "TENON_S3_ACCESS_KEY",
                    "tenon",
                    "TENON_S3_SECRET_KEY",
                    SECRET);
            Met met = killed(bucket, relay, file);
            relay.become(line -> Fate.PASSES);
            try (ServerProcess server = ServerProcess.start(data, bucket, "--test-clock")) {
                Browser browser = new Browser(server.address());
                String[] ana = browser.signIn(ANA, PASSWORD);

                goesOnInThePiece(browser, ana, met.inThePiece(), file);
                isMadeByTheJob(browser, ana, met.behindTheLastByte());

                assertThat(browser.get("/v1/documents", ana).body().split("\"fileName\"", -1))
                        .as("three documents")
                        .hasSize(4);
                assertThat(browser.get("/v1/quota", ana).body())
                        .contains("\"used\":" + (file.length + 3_000_000 + 6))
                        .contains("\"reserved\":0");
                assertThat(objects.list("contents").contents())
                        .as("no part is left")
                        .hasSize(3);
            }
        }
    }

    private Met killed(Map<String, String> bucket, FaultyRelay relay, byte[] file) throws Exception {
        try (ServerProcess server = ServerProcess.start(data, bucket, "--test-clock")) {
            tenon(bucket, "users", "create", ANA, "--password-stdin");
            Browser browser = new Browser(server.address());
            String[] ana = browser.signIn(ANA, PASSWORD);
            theJavaClientOfTusGoesOn(server.address(), ana);

            String inThePiece = browser.begin("large.bin", file.length, ana);
            String behind = browser.begin("a.txt", 6, ana);
            assertThat(browser.piece(behind, 0, ascii("abc"), ana).statusCode()).isEqualTo(204);
            // The bucket takes everything and gives nothing out: so the document is being made until the kill.
            relay.become(line -> line.startsWith("GET") ? Fate.SILENCE : Fate.PASSES);
            Thread last = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(() -> browser.piece(behind, 3, ascii("def"), ana))
                            .isInstanceOf(IOException.class));
            try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
                sendInPart(socket.getOutputStream(), inThePiece, ana, file, 17_500_000);
                await(() -> browser.inspect(inThePiece, ana), told -> offset(told) > 0);
                await(() -> browser.inspect(behind, ana), told -> offset(told) == 6);
                server.kill();
            }
            last.join();
            return new Met(inThePiece, behind);
        }
    }

    private static void goesOnInThePiece(Browser browser, String[] ana, String path, byte[] file) throws Exception {
        int kept = (int) offset(browser.inspect(path, ana));
        assertThat(kept).as("whole steps").isEqualTo(STEP);

        HttpResponse<String> last = browser.piece(path, kept, Arrays.copyOfRange(file, kept, file.length), ana);

        assertThat(last.statusCode()).as(last.body()).isEqualTo(204);
        assertThat(browser.get(document(last), ana).body()).contains(sha256(file));
    }

    private static void isMadeByTheJob(Browser browser, String[] ana, String path) throws Exception {
        HttpResponse<String> whole = browser.inspect(path, ana);
        assertThat(offset(whole)).isEqualTo(6);
        assertThat(whole.headers().firstValue("Content-Location")).isEmpty();

        browser.clockAhead(Duration.ofMinutes(3));

        String document = document(browser.inspect(path, ana));
        assertThat(browser.get(document + "/content", ana).body()).isEqualTo("abcdef");
    }

    /** Which brings a new file in three connections, of which two end on the way, and gives another up. */
    private static void theJavaClientOfTusGoesOn(URI server, String[] ana) throws Exception {
        byte[] file = bytes(3_000_000);
        try (CutConnections network = CutConnections.before(server)) {
            TusClient client = new TusClient();
            client.setUploadCreationURL(network.address().resolve("/v1/uploads").toURL());
            client.setHeaders(Map.of(ana[0], ana[1]));
            client.enableResuming(new TusURLMemoryStore());
            network.cutAfter(1_000_000, 900_000);

            int tries = 0;
            String path = "";
            while (path.isEmpty()) {
                tries++;
                path = tried(client, file);
            }

            assertThat(network.cut()).isEqualTo(2);
            assertThat(tries).isEqualTo(3);
            Browser browser = new Browser(server);
            String document = document(browser.inspect(path, ana));
            assertThat(browser.get(document, ana).body()).contains(sha256(file)).contains("\"fileName\":\"java.bin\"");
        }
    }

    /** Where the file is; empty if the connection ended before. */
    private static String tried(TusClient client, byte[] file) throws ProtocolException {
        TusUpload upload = new TusUpload();
        upload.setInputStream(new ByteArrayInputStream(file));
        upload.setSize(file.length);
        upload.setFingerprint("java.bin");
        upload.setMetadata(Map.of("filename", "java.bin"));
        try {
            TusUploader uploader = client.resumeOrCreateUpload(upload);
            uploader.setChunkSize(64 * 1024);
            int sent = 0;
            while (sent >= 0) {
                sent = uploader.uploadChunk();
            }
            uploader.finish();
            return uploader.getUploadURL().getPath();
        } catch (IOException cut) {
            return "";
        }
    }

    // ---- what it takes

    private static void sendInPart(OutputStream server, String path, String[] ana, byte[] file, int length)
            throws IOException {
        server.write(ascii(String.join(
                "\r\n",
                "PATCH " + path + " HTTP/1.1",
                "Host: tenon",
                ana[0] + ": " + ana[1],
                "Tus-Resumable: 1.0.0",
                "Upload-Offset: 0",
                "Content-Type: application/offset+octet-stream",
                "Content-Length: " + file.length,
                "",
                "")));
        server.write(file, 0, length);
        server.flush();
    }

    private interface Asking {
        HttpResponse<String> ask() throws Exception;
    }

    private static void await(Asking asking, Predicate<HttpResponse<String>> isIt) throws Exception {
        Instant deadline = Instant.now().plusSeconds(30);
        while (!isIt.test(asking.ask())) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static long offset(HttpResponse<String> told) {
        return Long.parseLong(told.headers().firstValue("Upload-Offset").orElseThrow());
    }

    private static String document(HttpResponse<String> told) {
        return told.headers().firstValue("Content-Location").orElseThrow();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void tenon(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "command-", ".out");
        ProcessBuilder builder =
                ServerProcess.command(data, words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process command = builder.start();
        try (OutputStream input = command.getOutputStream()) {
            input.write(ascii(PASSWORD));
        }
        assertThat(command.waitFor())
                .as("%s: %s", List.of(words), Files.readString(output))
                .isZero();
    }
}
