package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.testkit.FaultyRelay;
import dev.tenon.testkit.FaultyRelay.Fate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server that keeps documents in a bucket, and the commands around it. */
class BucketProcessTest {

    private static final String ANA = "ana@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String SECRET = "a secret that only tests know";
    private static final String BUCKET = "contents";

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
        objects.createContainer(BUCKET);
    }

    @AfterEach
    void close() throws Exception {
        store.stop();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + store.getPort());
    }

    private static Map<String, String> bucketAt(URI endpoint) {
        return Map.of("TENON_BLOBS", placeAt(endpoint), "TENON_S3_ACCESS_KEY", "tenon", "TENON_S3_SECRET_KEY", SECRET);
    }

    private static String placeAt(URI endpoint) {
        return "s3://" + BUCKET + "/tenon?endpoint=" + endpoint;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void F4_a_store_that_fails_gives_503_a_quota_as_it_was_and_nothing_half() throws Exception {
        try (FaultyRelay relay = FaultyRelay.before(address(), line -> Fate.PASSES);
                ServerProcess server = ServerProcess.start(data, bucketAt(relay.address()))) {
            tenon(0, bucketAt(relay.address()), "users", "create", ANA, "--password-stdin");
            Browser browser = new Browser(server.address());
            String[] ana = browser.signIn(ANA, PASSWORD);

            HttpResponse<String> stored = browser.upload("large.bin", bytes(20_000_000), ana);
            assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
            String content = "/v1/documents/" + Browser.field(stored.body(), "id") + "/content";
            assertThat(browser.get(content, ana).statusCode()).isEqualTo(200);
            String quota = browser.get("/v1/quota", ana).body();

            for (String failing : List.of("PUT .*", "POST .*", "HEAD .*")) {
                relay.become(line -> line.matches(failing) ? Fate.FAILS : Fate.PASSES);
                for (int size : new int[] {1_000, 20_000_000}) {
                    HttpResponse<String> refused = browser.upload("more.bin", bytes(size), ana);
                    boolean isNeeded = size > 1_000 || !failing.startsWith("POST");
                    assertThat(refused.statusCode())
                            .as("%s of %d: %s", failing, size, refused.body())
                            .isEqualTo(isNeeded ? 503 : 201);
                    if (!isNeeded) {
                        quota = browser.get("/v1/quota", ana).body();
                    }
                }
                assertThat(browser.get("/v1/quota", ana).body()).isEqualTo(quota);
            }
            relay.become(line -> Fate.FAILS);
            assertThat(browser.get(content, ana).statusCode()).isEqualTo(503);
            assertThat(browser.get("/v1/me", ana).statusCode())
                    .as("everything else works")
                    .isEqualTo(200);
            relay.become(line -> Fate.PASSES);

            assertThat(browser.get(content, ana).statusCode()).isEqualTo(200);
            assertThat(objects.list(BUCKET).contents()).hasSize(2);
            assertThat(objects.listMultipartUploads(BUCKET)).isEmpty();
            tenon(0, bucketAt(relay.address()), "blobs", "fsck", "--verify-content");
        }
    }

    @Test
    void moves_from_files_to_a_bucket_and_back_and_goes_on_after_an_interruption() throws Exception {
        Map<String, String> files = Map.of();
        tenon(0, files, "users", "create", ANA, "--password-stdin");
        Path file = directory.resolve("a.bin");
        for (int size : new int[] {10, 100_000, 9_000_000}) {
            Files.write(file, bytes(size));
            tenon(0, files, "documents", "upload", file.toString(), "--as", ANA);
        }
        Map<String, String> keys = new HashMap<>(bucketAt(address()));
        keys.remove("TENON_BLOBS");

        try (FaultyRelay relay = FaultyRelay.before(address(), line -> Fate.PASSES)) {
            relay.become(line -> line.startsWith("POST") ? Fate.FAILS : Fate.PASSES);
            assertThat(tenon(12, keys, "blobs", "migrate", "--to", placeAt(relay.address())))
                    .contains("answered 500 at every try");
        }
        assertThat(objects.listMultipartUploads(BUCKET)).isEmpty();
        assertThat(tenon(0, keys, "blobs", "migrate", "--to", placeAt(address())))
                .contains("0 missing, 0 corrupt")
                .contains("Now set TENON_BLOBS=s3://");

        assertThat(objects.list(BUCKET).contents()).hasSize(3);
        Map<String, String> inTheBucket = bucketAt(address());
        assertThat(tenon(0, inTheBucket, "blobs", "fsck", "--verify-content")).contains("3 versions, read whole");
        assertThat(tenon(0, inTheBucket, "doctor")).contains("a blob was written, found and deleted");
        Path back = directory.resolve("back");
        tenon(0, inTheBucket, "blobs", "migrate", "--to", "file:" + back, "--delete-source", "--yes");
        assertThat(objects.list(BUCKET).contents()).isEmpty();
        assertThat(tenon(0, Map.of("TENON_BLOBS", "file:" + back), "blobs", "fsck", "--verify-content"))
                .contains("3 versions, read whole: 0 missing");

        flipABit(back);
        assertThat(tenon(7, Map.of("TENON_BLOBS", "file:" + back), "blobs", "fsck", "--verify-content"))
                .contains("1 corrupt");
    }

    private static void flipABit(Path blobs) throws IOException {
        try (Stream<Path> all = Files.walk(blobs)) {
            Path blob = all.filter(Files::isRegularFile).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(blob);
            bytes[bytes.length / 2] ^= 4;
            Files.write(blob, bytes);
        }
    }

    /** Runs a command to this exit code; what it printed. */
    private String tenon(int exitCode, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "command-", ".out");
        ProcessBuilder builder =
                ServerProcess.command(data, words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process command = builder.start();
        new ByteArrayInputStream(PASSWORD.getBytes(StandardCharsets.UTF_8)).transferTo(command.getOutputStream());
        command.getOutputStream().close();
        int ended = command.waitFor();
        String printed = Files.readString(output);
        assertThat(ended).as("%s: %s", List.of(words), printed).isEqualTo(exitCode);
        return printed;
    }
}
