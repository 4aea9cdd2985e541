package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.app.config.Settings;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tenon serve --test-clock} puts together, with its database, its workers and its port, but with a clock that begins on a
 * day of one's choice, so that a test means the same in whatever year it runs.
 */
final class TestClockServer implements AutoCloseable {

    private static final Actor OPERATOR = Actor.operator("root");
    private static final String PASSWORD = "correct horse battery staple";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Installation installation;
    private final ServerRun run;

    private TestClockServer(Installation installation, ServerRun run) {
        this.installation = installation;
        this.run = run;
    }

    static TestClockServer start(Path dataDirectory, Instant begin, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("TENON_DATA_DIR", dataDirectory.toString());
        environment.put("TENON_PASSWORD_COST", "10");
        environment.put("TENON_HTTP_PORT", "0");
        environment.put("TENON_BASE_URL", "https://tenon.example.org");
        environment.put("TENON_TEST_CLOCK", "true");
        Settings settings = Settings.read(environment, Map.of());
        TestClock clock = new TestClock(begin);
        Installation installation = Installation.open(settings, clock, line -> {});
        return new TestClockServer(installation, ServerRun.start(settings, installation, clock));
    }

    /** Somebody with a verified address. */
    Person person(String email, String... roles) {
        String id = installation
                .tenon()
                .accounts()
                .register(OPERATOR, new Registration(email, PASSWORD).verified().withRoles(Set.of(roles)))
                .id()
                .toString();
        return new Person(id, email);
    }

    /** Where it listens. */
    URI address() {
        return run.address();
    }

    /** What it serves, in this process. */
    Tenon tenon() {
        return installation.tenon();
    }

    /** Moves the clock; what became due has been done when this returns. The same instant again does what is due by now. */
    void moveTo(String instant) {
        Answer answer = send("PUT", "/v1/test-clock", Map.of("instant", instant), null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private Answer send(String method, String path, @Nullable Map<String, ?> json, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(run.address().resolve(path)).timeout(Duration.ofSeconds(60));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (json != null) {
            request.header(
                    "Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        request.method(
                method,
                json == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(JsonText.ofTree(json).text()));
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        run.stop();
    }

    /** What came back. */
    record Answer(int status, String body) {

        Json json() {
            return new Json(JsonText.of(body).value());
        }
    }

    /** A part of an answer. */
    record Json(@Nullable Object value) {

        Json at(String name) {
            if (value instanceof Map<?, ?> members && members.containsKey(name)) {
                return new Json(members.get(name));
            }
            throw new AssertionError("No " + name + " in " + value);
        }

        String text(String name) {
            return String.valueOf(at(name).value());
        }

        /** An amount without its currency. */
        String amount(String name) {
            return at(name).text("amount");
        }

        List<Json> list(String name) {
            if (at(name).value() instanceof List<?> elements) {
                List<Json> list = new ArrayList<>();
                elements.forEach(element -> list.add(new Json(element)));
                return list;
            }
            throw new AssertionError("No list " + name + " in " + value);
        }
    }

    /** Somebody who sends requests, and signs in again when a session is over. */
    final class Person {

        private final String id;
        private final String email;
        private @Nullable String token;

        private Person(String id, String email) {
            this.id = id;
            this.email = email;
        }

        String id() {
            return id;
        }

        Json get(String path) {
            return expect(200, "GET", path, null);
        }

        Json post(String path, Map<String, ?> json) {
            return expect(201, "POST", path, json);
        }

        Json put(String path, @Nullable Map<String, ?> json) {
            return expect(200, "PUT", path, json);
        }

        void delete(String path) {
            Answer answer = send("DELETE", path, null);
            assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
        }

        /** Each element of a list, however many pages it has. */
        List<Json> list(String path) {
            List<Json> all = new ArrayList<>();
            String next = path + (path.contains("?") ? "&" : "?") + "limit=200";
            String cursor = "";
            do {
                Json page = get(next + cursor);
                all.addAll(page.list("items"));
                cursor = "&cursor=" + page.text("next");
            } while (!cursor.endsWith("=null"));
            return all;
        }

        Json expect(int status, String method, String path, @Nullable Map<String, ?> json) {
            Answer answer = send(method, path, json);
            assertThat(answer.status())
                    .as("%s %s: %s", method, path, answer.body())
                    .isEqualTo(status);
            return answer.json();
        }

        Answer send(String method, String path, @Nullable Map<String, ?> json) {
            Answer answer = TestClockServer.this.send(method, path, json, token());
            if (answer.status() != 401) {
                return answer;
            }
            token = null;
            return TestClockServer.this.send(method, path, json, token());
        }

        private String token() {
            String known = token;
            if (known != null) {
                return known;
            }
            Answer answer = TestClockServer.this.send(
                    "POST", "/v1/sessions", Map.of("email", email, "password", PASSWORD), null);
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            String opened = answer.json().text("token");
            token = opened;
            return opened;
        }
    }
}
