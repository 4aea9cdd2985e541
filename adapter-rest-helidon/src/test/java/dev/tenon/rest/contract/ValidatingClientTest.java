package dev.tenon.rest.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that all HTTP tests trust must fail on every sort of answer that breaks the document. */
class ValidatingClientTest {

    private static final String POLICY = "\"reads\";q=600;w=60";
    private static final String RATE = "\"reads\";r=599;t=61";

    private static final String USER = """
            {"id": "01a2038e-7f00-7c21-9a4e-5d3b2f1c0a98", "email": "ana@example.org", "userName": null,
             "firstName": "Ana", "lastName": null, "status": "active", "isEmailVerified": true, "lastLoginAt": null,
             "createdAt": "2026-11-22T13:58:12.302Z", "updatedAt": "2026-11-22T13:59:01.118Z",
             "impersonation": null}
            """;
    private static final String UNAUTHENTICATED = """
            {"type": "/problems/request-unauthenticated", "title": "Sign in first", "status": 401,
             "detail": "Sign in first", "instance": "r-1"}
            """;

    private record Canned(int status, Map<String, String> headers, String body) {

        Canned with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Canned(status, more, body);
        }

        Canned without(String header) {
            Map<String, String> fewer = new LinkedHashMap<>(headers);
            fewer.remove(header);
            return new Canned(status, fewer, body);
        }

        Canned saying(String text) {
            return new Canned(status, headers, text);
        }

        Canned status(int other) {
            return new Canned(other, headers, body);
        }
    }

    private static final Canned USER_ANSWER = new Canned(
            200,
            Map.of(
                    "Content-Type", "application/json",
                    "Cache-Control", "no-store",
                    "Request-Id", "r-1",
                    "RateLimit-Policy", POLICY,
                    "RateLimit", RATE,
                    "ETag", "\"1\""),
            USER);
    private static final Canned PROBLEM_ANSWER = new Canned(
            401,
            Map.of(
                    "Content-Type", "application/problem+json",
                    "Cache-Control", "no-store",
                    "Request-Id", "r-1",
                    "RateLimit-Policy", POLICY,
                    "RateLimit", RATE,
                    "WWW-Authenticate", "Bearer"),
            UNAUTHENTICATED);

    private final AtomicReference<Canned> next = new AtomicReference<>(USER_ANSWER);
    private HttpServer server;
    private ValidatingClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Canned canned = next.get();
            canned.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(canned.status(), body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        client = new ValidatingClient(
                URI.create("http://localhost:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void takes_an_answer_that_is_as_described() {
        next.set(USER_ANSWER);
        assertThat(client.get("/v1/me").expect(200).at("/firstName")).isEqualTo("Ana");

        next.set(PROBLEM_ANSWER);
        client.get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void fails_on_a_status_that_is_not_described() {
        fails(USER_ANSWER.status(201), "the status 201 is not described");
    }

    @Test
    void fails_on_a_field_that_is_not_described() {
        fails(
                USER_ANSWER.saying(USER.replace("\"userName\"", "\"passwordHash\": \"x\", \"userName\"")),
                "passwordHash");
    }

    @Test
    void fails_on_a_field_that_is_missing_or_malformed() {
        fails(USER_ANSWER.saying(USER.replace("\"lastLoginAt\": null,", "")), "lastLoginAt");
        fails(USER_ANSWER.saying(USER.replace("T13:58:12.302Z", "T13:58:12.302+00:00")), "/createdAt");
        fails(USER_ANSWER.saying(USER.replace("-7c21-", "-4c21-")), "/id");
    }

    @Test
    void fails_on_a_field_that_comes_twice() {
        fails(USER_ANSWER.saying(USER.replace("\"userName\"", "\"userName\": null, \"userName\"")), "no JSON");
    }

    @Test
    void fails_on_another_media_type() {
        fails(USER_ANSWER.with("Content-Type", "text/plain"), "the media type text/plain is not described");
    }

    @Test
    void fails_on_headers_that_are_missing_malformed_or_not_described() {
        fails(USER_ANSWER.without("Request-Id"), "the header Request-Id is missing");
        fails(USER_ANSWER.with("ETag", "1"), "the header ETag");
        fails(USER_ANSWER.with("Server", "Helidon 4.5.0"), "the header server is not described");
        fails(USER_ANSWER.without("Cache-Control"), "Cache-Control");
        fails(USER_ANSWER.without("RateLimit-Policy"), "the header RateLimit-Policy is missing");
        fails(USER_ANSWER.with("RateLimit", "599"), "the header RateLimit");
    }

    @Test
    void fails_on_a_problem_that_the_operation_does_not_name() {
        fails(PROBLEM_ANSWER.saying(UNAUTHENTICATED.replace("request-unauthenticated", "sign-in-failed")), "not among");
    }

    @Test
    void fails_on_a_problem_with_another_status_or_instance() {
        fails(PROBLEM_ANSWER.saying(UNAUTHENTICATED.replace("401", "400")), "another status");
        fails(PROBLEM_ANSWER.saying(UNAUTHENTICATED.replace("r-1", "r-2")), "not the request's id");
    }

    @Test
    void fails_on_a_problem_that_tells_of_the_inside() {
        String leak =
                UNAUTHENTICATED.replace("\"detail\": \"Sign in first\"", "\"detail\": \"java.io.IOException: no\"");

        fails(PROBLEM_ANSWER.saying(leak), "tells of the inside");
    }

    @Test
    void fails_on_a_body_where_none_is_described() {
        next.set(USER_ANSWER.without("ETag").status(202));

        assertThatThrownBy(() -> client.post("/v1/registrations").json("{}").send())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is a body, and none is described");
    }

    @Test
    void fails_on_a_path_or_method_that_is_answered_and_not_described() {
        next.set(USER_ANSWER);

        assertThatThrownBy(() -> client.get("/v1/elsewhere").send()).hasMessageContaining("is not described");
        assertThatThrownBy(() -> client.delete("/v1/me").send()).hasMessageContaining("is not described");
    }

    @Test
    void fails_on_the_wrong_allow() {
        Canned refused = new Canned(
                405,
                Map.of(
                        "Content-Type", "application/problem+json",
                        "Cache-Control", "no-store",
                        "Request-Id", "r-1",
                        "RateLimit-Policy", POLICY,
                        "RateLimit", RATE,
                        "Allow", "GET, OPTIONS"),
                """
                {"type": "/problems/http-method-not-allowed", "title": "No", "status": 405, "detail": "No",
                 "instance": "r-1"}
                """);
        next.set(refused.with("Allow", "GET, HEAD, OPTIONS"));
        client.delete("/v1/trials").refused(405, "http-method-not-allowed");

        next.set(refused);
        assertThatThrownBy(() -> client.delete("/v1/trials").send()).hasMessageContaining("Allow is");
    }

    private void fails(Canned answer, String because) {
        next.set(answer);
        assertThatThrownBy(() -> client.get("/v1/me").send())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(because);
    }
}
