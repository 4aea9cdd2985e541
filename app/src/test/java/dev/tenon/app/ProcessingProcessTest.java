package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server that reads documents, in processes of its own. */
class ProcessingProcessTest {

    private static final String ANA = "ana@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private final Path data = directory.resolve(UUID.randomUUID() + "/data");

    @Test
    void F2_documents_are_read_as_what_they_are_and_a_reader_or_a_server_that_is_killed_loses_none() throws Exception {
        Map<String, String> settings = Map.of("TENON_PROCESSING_MEMORY", "96");
        String interrupted;
        String[] ana;
        try (ServerProcess server = ServerProcess.start(data, settings, "--test-clock")) {
            createAna(settings);
            Browser browser = new Browser(server.address());
            ana = browser.signIn(ANA, PASSWORD);

            assertThat(browser.upload("page.pdf", bytes("<!DOCTYPE html><html>"), ana)
                            .body())
                    .contains("document-type-mismatch", "application/pdf", "text/html");
            assertThat(readers(server)).as("none is needed yet").isEmpty();

            String picture = stored(browser, "picture.png", png(), ana);
            String notes = stored(browser, "notes.txt", bytes("Hello, Ana"), ana);
            assertThat(outcome(browser, picture, ana)).isEqualTo("processed");
            assertThat(outcome(browser, notes, ana)).isEqualTo("processed");
            assertThat(browser.get(notes + "/text", ana).body()).isEqualTo("Hello, Ana");
            assertThat(browser.get(picture + "/thumbnail", ana).statusCode()).isEqualTo(200);

            ProcessHandle reader = readers(server).get(0);
            String large = stored(browser, "large.html", bytes("<i>".repeat(1_300_000)), ana);
            assertThat(outcome(browser, large, ana)).isEqualTo("failed");
            assertThat(browser.get(large, ana).body()).contains("more memory than the 96 MiB");
            assertThat(reader.isAlive()).isFalse();

            String again = stored(browser, "again.txt", bytes("still there"), ana);
            assertThat(outcome(browser, again, ana)).isEqualTo("processed");
            List<ProcessHandle> last = readers(server);
            interrupted = stored(browser, "interrupted.html", bytes("<i>".repeat(1_300_000)), ana);
            until(Set.of("processing"), browser, interrupted, ana);
            server.kill();
            // Nobody is left who reads for a server that is gone.
            last.forEach(each -> each.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        }
        try (ServerProcess server = ServerProcess.start(data, settings, "--test-clock")) {
            Browser browser = new Browser(server.address());
            assertThat(status(browser, interrupted, ana)).isEqualTo("processing");

            // Its lease runs out.
            browser.post("/v1/test-clock/advance", "{\"duration\":\"PT5M\"}");

            assertThat(outcome(browser, interrupted, ana)).isEqualTo("failed");
        }
    }

    private void createAna(Map<String, String> settings) throws IOException, InterruptedException {
        ProcessBuilder builder = ServerProcess.command(data, "users", "create", ANA, "--password-stdin")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(settings);
        Process command = builder.start();
        command.getOutputStream().write(bytes(PASSWORD));
        command.getOutputStream().close();
        assertThat(command.waitFor()).isZero();
    }

    /** The path of a document that was stored. */
    private static String stored(Browser browser, String name, byte[] content, String... who)
            throws IOException, InterruptedException {
        HttpResponse<String> stored = browser.upload(name, content, who);
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        return "/v1/documents/" + Browser.field(stored.body(), "id");
    }

    private static String status(Browser browser, String document, String... who)
            throws IOException, InterruptedException {
        return Browser.field(browser.get(document, who).body(), "status");
    }

    /** The status of a document once it no longer changes. */
    private static String outcome(Browser browser, String document, String... who)
            throws IOException, InterruptedException {
        return until(Set.of("processed", "failed"), browser, document, who);
    }

    private static String until(Set<String> wanted, Browser browser, String document, String... who)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String status = status(browser, document, who);
        while (!wanted.contains(status)) {
            assertThat(System.nanoTime()).as("%s is %s", document, status).isLessThan(deadline);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            status = status(browser, document, who);
        }
        return status;
    }

    private static List<ProcessHandle> readers(ServerProcess server) {
        return server.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("dev.tenon.extraction.ReaderMain"))
                .toList();
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
