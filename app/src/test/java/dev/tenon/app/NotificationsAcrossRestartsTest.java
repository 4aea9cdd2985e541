package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.testkit.FaultySmtpServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notifications of a real server that is killed and comes back: their stream goes on, and their mails go out. */
class NotificationsAcrossRestartsTest {

    private static final String ANA = "ana@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private final Path data = directory.resolve("data");

    @Test
    void D1_a_stream_goes_on_after_kill_9_where_it_was_and_misses_and_repeats_nothing() throws Exception {
        try (FaultySmtpServer mail = FaultySmtpServer.that(line -> null)) {
            String last;
            String[] ana;
            try (ServerProcess server = start(mail)) {
                create();
                ana = new Browser(server.address()).signIn(ANA, PASSWORD);
                try (Stream stream = new Stream(server, ana, null)) {
                    last = stream.next("position").get("id");
                    send(server, ana, "one");
                    Map<String, String> one = stream.next("notification");
                    assertThat(one.get("data")).contains("\"message\":\"one\"");
                    last = one.get("id");
                    send(server, ana, "two");
                    server.kill();
                }
            }
            try (ServerProcess server = start(mail)) {
                send(server, ana, "three");
                try (Stream stream = new Stream(server, ana, last)) {
                    stream.next("position");
                    assertThat(stream.next("notification").get("data")).contains("\"message\":\"two\"");
                    send(server, ana, "four");
                    assertThat(stream.next("notification").get("data")).contains("\"message\":\"three\"");
                    assertThat(stream.next("notification").get("data")).contains("\"message\":\"four\"");
                }
                // What the killed server had claimed goes out after its lease.
                advance(server, 3);
                await(() -> mail.taken().size() == 4);
                collectsForFiveMinutes(server, ana);
                send(server, ana, "five");
                send(server, ana, "six");
                advance(server, 8);
                await(() -> mail.taken().size() == 5);
                assertThat(mail.taken()).doesNotHaveDuplicates();
            }
        }
    }

    private ServerProcess start(FaultySmtpServer mail) throws IOException {
        return ServerProcess.start(data, Map.of("TENON_SMTP_URL", "smtp://localhost:" + mail.port()), "--test-clock");
    }

    private void create() throws IOException, InterruptedException {
        Process command = ServerProcess.command(data, "users", "create", ANA, "--role", "admin", "--password-stdin")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("create.out").toFile())
                .start();
        new ByteArrayInputStream(PASSWORD.getBytes(StandardCharsets.UTF_8)).transferTo(command.getOutputStream());
        command.getOutputStream().close();
        assertThat(command.waitFor()).isZero();
    }

    /** Moves the clock so many times, each time by less than the lease of a mail that is just being sent. */
    private static void advance(ServerProcess server, int steps) throws Exception {
        for (int step = 0; step < steps; step++) {
            HttpResponse<String> answer =
                    new Browser(server.address()).post("/v1/test-clock/advance", "{\"duration\":\"PT45S\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static void send(ServerProcess server, String[] ana, String message) throws Exception {
        Browser browser = new Browser(server.address());
        String id = Browser.field(browser.get("/v1/me", ana).body(), "id");
        HttpResponse<String> answer = browser.post(
                "/v1/notifications",
                "{\"userId\":\"" + id + "\",\"message\":\"" + message + "\",\"channel\":\"both\"}",
                ana);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static void collectsForFiveMinutes(ServerProcess server, String[] ana) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/v1/me/settings/notifications"))
                .header(ana[0], ana[1])
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"digestMinutes\":5}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("what is waited for does not happen")
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Events as a browser reads them. */
    private static final class Stream implements AutoCloseable {

        private final BufferedReader lines;

        Stream(ServerProcess server, String[] who, @Nullable String lastEventId)
                throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            server.address().resolve("/v1/notifications/stream"))
                    .header(who[0], who[1]);
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        /** The next event, which is of this sort. */
        Map<String, String> next(String event) throws IOException {
            Map<String, String> fields = new HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 2));
                } else if (line.isEmpty() && fields.containsKey("event")) {
                    assertThat(fields.get("event")).isEqualTo(event);
                    return fields;
                }
            }
            throw new AssertionError("The stream ended before an event " + event);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
