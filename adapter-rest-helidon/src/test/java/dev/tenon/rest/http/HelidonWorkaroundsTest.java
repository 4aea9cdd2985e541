package dev.tenon.rest.http;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.RestLimits;
import dev.tenon.rest.http.RawClient.RawAnswer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Helidon leaves undone, over raw sockets. */
class HelidonWorkaroundsTest {

    private static Workbench bench;

    @BeforeAll
    static void start() {
        bench = new Workbench(RestLimits.standard(), routes -> {
            routes.add(get("/v1/things", ANYBODY, call -> Answer.json(200, Map.of("seen", "yes"))));
            routes.add(get("/v1/things/{id}", ANYBODY, call -> Answer.json(200, Map.of("id", call.path("id")))));
            routes.add(post(
                    "/v1/things",
                    ANYBODY,
                    call -> Answer.json(201, Map.of("name", call.fields().text("name")))));
            routes.add(delete("/v1/things/{id}", ANYBODY, call -> Answer.empty(204)));
            routes.add(get("/v1/broken", ANYBODY, call -> {
                throw new IllegalStateException("secret internals of SELECT * FROM users");
            }));
        });
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Test
    void closes_the_connection_when_the_client_asks_for_it() {
        try (RawClient client = bench.client()) {
            RawAnswer answer = client.send("GET /v1/things HTTP/1.1\nHost: a\nConnection: close\n\n")
                    .read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.drain()).isZero();
        }
    }

    @Test
    void keeps_the_connection_otherwise() {
        try (RawClient client = bench.client()) {
            for (int round = 0; round < 3; round++) {
                RawAnswer answer =
                        client.send("GET /v1/things HTTP/1.1\nHost: a\n\n").read();

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Connection")).isNull();
            }
        }
    }

    @Test
    void never_takes_an_unread_body_for_the_next_request() {
        String smuggled = "DELETE /v1/things/7 HTTP/1.1\nHost: a\n\n".replace("\n", "\r\n");
        try (RawClient client = bench.client()) {
            client.send("POST /v1/nowhere HTTP/1.1\nHost: a\nContent-Type: text/plain\nContent-Length: "
                    + smuggled.length() + "\n\n");
            client.sendBytes(smuggled.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            RawAnswer refused = client.read();
            RawAnswer next = client.send("GET /v1/things HTTP/1.1\nHost: a\n\n").read();

            assertThat(refused.status()).isEqualTo(404);
            assertThat(next.status()).isEqualTo(200);
        }
    }

    @Test
    void closes_after_answering_if_a_large_body_is_left_unread() {
        byte[] body = new byte[512 * 1024];
        try (RawClient client = bench.client()) {
            client.send("POST /v1/nowhere HTTP/1.1\nHost: a\nContent-Type: text/plain\nContent-Length: " + body.length
                    + "\n\n");
            client.sendUntilClosed(body);
            RawAnswer refused = client.read();

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.header("Connection")).isEqualTo("close");
            assertThat(client.drain()).isZero();
        }
    }

    @Test
    void does_not_ask_for_a_body_that_it_refuses() {
        try (RawClient client = bench.client()) {
            RawAnswer refused = client.send(
                            "POST /v1/nowhere HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Type: application/json\n"
                                    + "Content-Length: 100000\n\n")
                    .read();

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.header("Connection")).isEqualTo("close");
            assertThat(client.drain()).isZero();
        }
    }

    @Test
    void asks_for_a_body_that_it_takes() {
        try (RawClient client = bench.client()) {
            client.send("POST /v1/things HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Type: application/json\n"
                    + "Content-Length: 14\n\n");
            RawAnswer goOn = client.read();
            RawAnswer answer = client.send("{\"name\":\"Ana\"}").read();

            assertThat(goOn.status()).isEqualTo(100);
            assertThat(answer.status()).isEqualTo(201);
        }
    }

    @Test
    void answers_HEAD_as_GET_without_the_body() {
        try (RawClient client = bench.client()) {
            RawAnswer head =
                    client.send("HEAD /v1/things HTTP/1.1\nHost: a\n\n").read(true);
            RawAnswer get = client.send("GET /v1/things HTTP/1.1\nHost: a\n\n").read();

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).isEqualTo("application/json");
            assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(get.body().length));
            assertThat(get.text()).isEqualTo("{\"seen\":\"yes\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"PUT", "PATCH", "DELETE", "TRACE", "BREW"})
    void answers_405_with_Allow_for_another_method(String method) {
        RawAnswer answer = bench.ask(method + " /v1/things HTTP/1.1\nHost: a\n\n");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
        assertThat(answer.text()).contains("/problems/http-method-not-allowed");
    }

    @Test
    void answers_OPTIONS_with_what_the_path_takes() {
        RawAnswer answer = bench.ask("OPTIONS /v1/things/7 HTTP/1.1\nHost: a\n\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/things/",
                "/v1//things",
                "/v1/things/7/8",
                "/v1/../v1/things",
                "/v1/Things",
                "/v1/th%69ngs",
                "/"
            })
    void finds_nothing_at_another_path(String path) {
        RawAnswer answer = bench.ask("GET " + path + " HTTP/1.1\nHost: a\n\n");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).contains("/problems/http-route-not-found");
    }

    @Test
    void leaks_nothing_of_an_unexpected_exception_and_goes_on() {
        try (RawClient client = bench.client()) {
            RawAnswer answer = client.send("GET /v1/broken HTTP/1.1\nHost: a\nRequest-Id: abc-1\n\n")
                    .read();
            RawAnswer next = client.send("GET /v1/things HTTP/1.1\nHost: a\n\n").read();

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text())
                    .contains("/problems/http-internal-error", "\"instance\":\"abc-1\"")
                    .doesNotContain("secret", "SELECT", "Exception");
            assertThat(next.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|400|request-malformed",
                "GET /v1/things|400|request-malformed",
                "GET /v1/things HTTP/1.0|505|http-version-not-supported",
                "GET /v1/things HTTP/2.0|400|request-malformed",
                "GET /v1/things FTP/1.1|400|request-malformed",
                "G\u0001T /v1/things HTTP/1.1|400|request-malformed",
                "GET /v1/th{}ings HTTP/1.1|400|request-malformed",
                "GET /v1/things?a=%zz HTTP/1.1|400|request-malformed",
                "GET /v1/things?<script> HTTP/1.1|400|request-malformed",
            })
    void answers_a_bad_first_line_with_a_problem(String line, int status, String code) {
        RawAnswer answer = bench.ask(line + "\nHost: a\n\n");

        assertThat(answer.text()).contains("/problems/" + code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Request-Id")).isNotNull();
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void answers_a_long_first_line_with_414() {
        RawAnswer answer = bench.ask("GET /v1/things?q=" + "x".repeat(20_000) + " HTTP/1.1\nHost: a\n\n");

        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.text()).contains("/problems/http-uri-too-long");
    }

    @Test
    void answers_large_headers_with_431() {
        String many = "X-Filler: " + "x".repeat(1_000) + "\n";
        RawAnswer one = bench.ask("GET /v1/things HTTP/1.1\nHost: a\nX-Filler: " + "x".repeat(20_000) + "\n\n");
        RawAnswer several = bench.ask("GET /v1/things HTTP/1.1\nHost: a\n" + many.repeat(20) + "\n");

        assertThat(one.status()).isEqualTo(431);
        assertThat(several.status()).isEqualTo(431);
        assertThat(several.text()).contains("/problems/http-headers-too-large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 5~Content-Length: 6|400",
                "Content-Length: -1|400",
                "Content-Length: x|400",
                "Content-Length: 99999999999999999999|400",
                "Transfer-Encoding: chunked~Content-Length: 5|400",
                "Transfer-Encoding: gzip|400",
                "Transfer-Encoding: gzip, chunked|501",
                "Transfer-Encoding: chunked, chunked|400",
            })
    void refuses_framing_that_two_servers_could_read_differently(String headers, int status) {
        RawAnswer answer = bench.ask("POST /v1/things HTTP/1.1\nHost: a\nContent-Type: application/json\n"
                + headers.replace("~", "\n") + "\n\nhello");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a\nHost: b\n", "Host: a b\n", "Host: a:port\n", "No colon here\n", "Host : a\n"})
    void refuses_bad_headers_with_a_problem(String headers) {
        RawAnswer answer = bench.ask("GET /v1/things HTTP/1.1\n" + headers + "\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("/problems/request-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\n{}\n0\n\n", "-1\n\n", "2\n{}x\n0\n\n", "FFFFFFFFFF\n{}\n0\n\n"})
    void refuses_bad_chunks_with_a_problem(String chunks) {
        RawAnswer answer = bench.ask(
                "POST /v1/things HTTP/1.1\nHost: a\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n"
                        + chunks);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("/problems/request-malformed");
    }

    @Test
    void takes_chunks() {
        RawAnswer answer = bench.ask(
                "POST /v1/things HTTP/1.1\nHost: a\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n"
                        + "8\n{\"name\":\n6\n\"Ana\"}\n0\n\n");

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void answers_requests_that_come_before_their_predecessors_are_answered_in_their_order() {
        try (RawClient client = bench.client()) {
            client.send("GET /v1/things/1 HTTP/1.1\nHost: a\n\nGET /v1/things/2 HTTP/1.1\nHost: a\n\n");

            assertThat(client.read().text()).contains("\"1\"");
            assertThat(client.read().text()).contains("\"2\"");
        }
    }
}
