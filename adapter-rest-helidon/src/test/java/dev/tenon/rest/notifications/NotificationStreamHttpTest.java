package dev.tenon.rest.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.core.TenonCore;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.NotificationPolicy;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.RestSettings;
import dev.tenon.rest.TenonRest;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryBlobStore;
import dev.tenon.testkit.InMemoryStorage;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.SequentialIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams as clients see them: on two servers over one storage, across restarts, and with clients that do not behave. */
class NotificationStreamHttpTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final NotificationPolicy QUICK = new NotificationPolicy(5, 20, Duration.ofMillis(100), 60);

    private final InMemoryStorage storage = new InMemoryStorage();
    private final SequentialIds ids = new SequentialIds();
    private final FastPasswords passwords = new FastPasswords();
    private final MovableClock clock = new MovableClock();
    private final PlainSecrets secrets = new PlainSecrets();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<TenonRest> servers = new ArrayList<>();
    private final Tenon tenon = tenon();
    private final Actor operator = Actor.operator("ana");
    private final Account ana = tenon.accounts()
            .register(operator, Fixtures.aRegistration("ana@example.org").verified());
    private final Account ben = tenon.accounts()
            .register(operator, Fixtures.aRegistration("ben@example.org").verified());

    @AfterEach
    void stop() {
        http.shutdownNow();
        servers.forEach(TenonRest::stop);
    }

    private Tenon tenon() {
        return TenonCore.builder()
                .storage(storage)
                .passwords(passwords)
                .mailTemplates(new PlainMailTemplates())
                .ids(ids)
                .timeCodes(new AuthenticatorApp())
                .secrets(secrets)
                .clock(clock)
                .blobStore(new InMemoryBlobStore())
                .notificationPolicy(QUICK)
                .build();
    }

    private TenonRest server() {
        // Silence is longer than what such a server allows between requests.
        RestLimits limits = RestLimits.standard()
                .within(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(10))
                .slowest(1 << 20, Duration.ofSeconds(2));
        RestSettings settings = RestSettings.builder()
                .port(0)
                .limits(limits)
                .signature(text -> secrets.pseudonym("http", text))
                .notice(Duration.ZERO)
                .drain(Duration.ofSeconds(20))
                .build();
        TenonRest server = TenonRest.start(tenon(), settings);
        servers.add(server);
        return server;
    }

    // ---- a client

    /** One event; of a comment all but the text is empty. */
    private record Event(String id, String name, String data) {

        JsonNode json() {
            try {
                return JSON.readTree(data);
            } catch (IOException notJson) {
                throw new IllegalStateException(notJson);
            }
        }
    }

    /** A stream that is read as it comes. */
    private final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final Thread reading;

        Stream(TenonRest server, String token, @Nullable String lastEventId) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + server.port() + "/v1/notifications/stream"))
                    .header("Authorization", "Bearer " + token);
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            try {
                response = http.send(request.build(), BodyHandlers.ofInputStream());
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
            reading = Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                String id = "";
                String name = "";
                String data = "";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id: ")) {
                        id = line.substring(4);
                    } else if (line.startsWith("event: ")) {
                        name = line.substring(7);
                    } else if (line.startsWith("data: ")) {
                        data = line.substring(6);
                    } else if (line.isEmpty() && !name.isEmpty()) {
                        events.add(new Event(id, name, data));
                        name = "";
                    }
                }
            } catch (IOException closed) {
                events.add(new Event("", "broken", ""));
            }
            events.add(new Event("", "over", ""));
        }

        Event next() {
            try {
                Event next = events.poll(30, TimeUnit.SECONDS);
                assertThat(next).as("an event within 30 seconds").isNotNull();
                return next;
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        Event next(String name) {
            Event next = next();
            assertThat(next.name()).isEqualTo(name);
            return next;
        }

        String message() {
            return next("notification").json().path("message").asText();
        }

        boolean isSilentFor(Duration time) throws InterruptedException {
            return events.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
        }

        @Override
        public void close() throws IOException {
            response.body().close();
            reading.interrupt();
        }
    }

    private String signIn(Account account) {
        return tenon.sessions()
                .open(
                        Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", "test")),
                        new Credentials(account.email().value(), Fixtures.PASSWORD))
                .token()
                .text();
    }

    private void send(Account account, String message) {
        clock.advance(Duration.ofMillis(1));
        tenon.notifications().send(operator, NewNotification.of(account.id(), null, message));
        place();
    }

    private void place() {
        BackgroundJob job = tenon.jobs().stream()
                .filter(each -> each.name().equals("order-notifications"))
                .findFirst()
                .orElseThrow();
        job.run();
    }

    // ---- what it promises

    @Test
    void begins_now_and_says_where() throws Exception {
        send(ana, "before");
        try (Stream stream = new Stream(server(), signIn(ana), null)) {
            assertThat(stream.response.statusCode()).isEqualTo(200);
            assertThat(stream.response.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(stream.response.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(stream.next("position").id()).isNotEmpty();
            send(ben, "not for ana");
            send(ana, "after");

            Event event = stream.next("notification");
            assertThat(event.json().path("message").asText()).isEqualTo("after");
            assertThat(event.json().path("userId").asText()).isEqualTo(ana.id().toString());
            assertThat(event.id()).isNotEmpty();
        }
    }

    @Test
    void outlives_the_silence_that_ends_idle_connections() throws Exception {
        try (Stream stream = new Stream(server(), signIn(ana), null)) {
            stream.next("position");
            assertThat(stream.isSilentFor(Duration.ofSeconds(3))).isTrue();
            send(ana, "at last");

            assertThat(stream.message()).isEqualTo("at last");
        }
    }

    @Test
    void H4_survives_a_restart_with_nothing_lost_or_doubled() throws Exception {
        TenonRest first = server();
        TenonRest second = server();
        String token = signIn(ana);
        List<String> seen = new ArrayList<>();
        String last;
        try (Stream stream = new Stream(first, token, null)) {
            stream.next("position");
            send(ana, "one");
            send(ana, "two");
            Event one = stream.next("notification");
            seen.add(one.json().path("message").asText());
            last = one.id();

            first.stop();

            // What was written before the end may come; a client that saw it goes on after it.
            Event next = stream.next();
            if (next.name().equals("notification")) {
                seen.add(next.json().path("message").asText());
                last = next.id();
                next = stream.next();
            }
            assertThat(next.name()).isEqualTo("reconnect");
            stream.next("over");
        }
        send(ana, "three");
        try (Stream stream = new Stream(second, token, last)) {
            stream.next("position");
            while (seen.size() < 3) {
                seen.add(stream.message());
            }
        }
        send(ana, "four");
        try (Stream stream = new Stream(server(), signIn(ana), last)) {
            stream.next("position");
            List<String> again = new ArrayList<>();
            while (!again.contains("four")) {
                again.add(stream.message());
            }
            assertThat(again).endsWith("three", "four");
        }

        assertThat(seen).containsExactly("one", "two", "three");
    }

    @Test
    void refuses_an_id_that_it_did_not_give_to_this_account() throws Exception {
        TenonRest server = server();
        String id;
        try (Stream stream = new Stream(server, signIn(ana), null)) {
            stream.next("position");
            send(ana, "one");
            id = stream.next("notification").id();
        }
        String token = signIn(ana);
        for (String hostile : List.of(
                "1",
                "0." + id.substring(id.indexOf('.') + 1),
                id + "0",
                id.toUpperCase(Locale.ROOT),
                "-1",
                "'; DROP TABLE notifications; --",
                "9".repeat(400) + "." + "a".repeat(32),
                ".")) {
            try (Stream stream = new Stream(server, token, hostile)) {
                assertThat(stream.response.statusCode()).as(hostile).isEqualTo(422);
            }
        }
        try (Stream stream = new Stream(server, signIn(ben), id)) {
            assertThat(stream.response.statusCode()).isEqualTo(422);
        }
        try (Stream stream = new Stream(server, token, "")) {
            assertThat(stream.response.statusCode()).as("none is none").isEqualTo(200);
        }
        try (Stream stream = new Stream(server, token, id)) {
            assertThat(stream.response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void S3_ends_when_the_session_ends() throws Exception {
        String token = signIn(ana);
        try (Stream stream = new Stream(server(), token, null)) {
            stream.next("position");

            tenon.sessions().endAll(operator, ana.id());

            stream.next("end");
            stream.next("over");
        }
    }

    @Test
    void follows_with_an_api_key_that_has_the_scope() throws Exception {
        TenonRest server = server();
        Actor person = tenon.sessions()
                .authenticate(new RequestOrigin("request-1", "203.0.113.7", "test"), signIn(ana))
                .actor();
        String key = tenon.apiKeys()
                .create(
                        person,
                        new NewApiKey(
                                null,
                                "a key",
                                KeyScopes.custom(Set.of(Permission.NOTIFICATIONS_READ.permissionName())),
                                null),
                        null)
                .token()
                .text();
        String other = tenon.apiKeys()
                .create(
                        person,
                        new NewApiKey(
                                null,
                                "another",
                                KeyScopes.custom(Set.of(Permission.PROFILE_READ.permissionName())),
                                null),
                        null)
                .token()
                .text();

        try (Stream refused = new Stream(server, other, null);
                Stream stream = new Stream(server, key, null)) {
            assertThat(refused.response.statusCode()).isEqualTo(403);
            stream.next("position");
            send(ana, "one");
            assertThat(stream.message()).isEqualTo("one");
            tenon.apiKeys()
                    .list(person, ApiKeyFilter.of(ana.id()), PageRequest.first(50))
                    .items()
                    .forEach(each -> tenon.apiKeys().revoke(person, each.id(), null));
            stream.next("end");
        }
    }

    @Test
    void H1_bounds_the_streams_of_a_person_and_keeps_the_way_free_for_others() throws Exception {
        TenonRest server = server();
        String token = signIn(ana);
        List<Stream> open = new ArrayList<>();
        for (int each = 0; each < 5; each++) {
            Stream stream = new Stream(server, token, null);
            assertThat(stream.response.statusCode()).isEqualTo(200);
            open.add(stream);
        }
        try (Stream sixth = new Stream(server, token, null);
                Stream others = new Stream(server, signIn(ben), null)) {
            assertThat(sixth.response.statusCode()).isEqualTo(200);
            assertThat(others.response.statusCode()).isEqualTo(200);
            open.get(0).next("position");
            open.get(0).next("reconnect");
            sixth.next("position");
        }
        for (Stream stream : open) {
            stream.close();
        }
    }

    @Test
    void H1_a_client_that_does_not_read_is_disconnected_and_held_back_nobody() throws Exception {
        TenonRest server = server();
        try (Socket lazy = new Socket();
                Stream quick = new Stream(server, signIn(ana), null)) {
            lazy.setReceiveBufferSize(4 * 1024);
            lazy.connect(new InetSocketAddress("localhost", server.port()));
            lazy.getOutputStream()
                    .write(("GET /v1/notifications/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + signIn(ana) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            quick.next("position");
            String long8k = "🙂".repeat(2_000);
            for (int sent = 0; sent < 2_000; sent += 50) {
                for (int each = 0; each < 50; each++) {
                    clock.advance(Duration.ofMillis(1));
                    tenon.notifications().send(operator, NewNotification.of(ana.id(), null, long8k));
                }
                place();
                for (int each = 0; each < 50; each++) {
                    quick.next("notification");
                }
            }
            for (int looks = 0; looks < 150 && isOpen(lazy); looks++) {
                assertThat(quick.isSilentFor(Duration.ofMillis(200))).isTrue();
            }

            assertThat(isOpen(lazy)).isFalse();
        }
    }

    /** Whether the server has not reset the connection; what is sent here is read by nobody. */
    private static boolean isOpen(Socket socket) {
        try {
            socket.getOutputStream().write('\n');
            return true;
        } catch (IOException reset) {
            return false;
        }
    }
}
