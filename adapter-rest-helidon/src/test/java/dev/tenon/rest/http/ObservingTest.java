package dev.tenon.rest.http;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.http.RawClient.RawAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What log and metrics tell of a request, and what they keep to themselves. */
class ObservingTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Workbench bench;

    @BeforeEach
    void start() {
        log.start();
        root().addAppender(log);
        logger("dev.tenon.access").setLevel(Level.INFO);
        bench = new Workbench(RestLimits.standard(), routes -> {
            routes.add(get("/v1/things/{id}", ANYBODY, call -> Answer.json(200, Map.of()))
                    .query("q"));
            routes.add(get("/v1/mine", SIGNED_IN, call -> Answer.json(200, Map.of())));
        });
    }

    @AfterEach
    void stop() {
        bench.close();
        root().detachAppender(log);
        logger("dev.tenon.access").setLevel(null);
    }

    private static Logger root() {
        return logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    /** The lines of the access log, after the server has stopped and so written all of them. */
    private List<JsonNode> accessLog() throws Exception {
        bench.stop();
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            if (event.getLoggerName().equals("dev.tenon.access")) {
                lines.add(mapper.readTree(event.getFormattedMessage()));
            }
        }
        return lines;
    }

    @Test
    void one_request_is_one_line_of_json() throws Exception {
        String token = bench.token("ana@example.org");
        bench.ask("GET /v1/mine HTTP/1.1\nHost: a\nRequest-Id: my-1\nAuthorization: Bearer " + token + "\n\n");

        List<JsonNode> lines = accessLog();

        assertThat(lines).hasSize(1);
        JsonNode line = lines.get(0);
        assertThat(line.get("method").asText()).isEqualTo("GET");
        assertThat(line.get("route").asText()).isEqualTo("/v1/mine");
        assertThat(line.get("status").asInt()).isEqualTo(200);
        assertThat(line.get("bytes").asInt()).isEqualTo(2);
        assertThat(line.get("ms").asDouble()).isPositive();
        assertThat(line.get("requestId").asText()).isEqualTo("my-1");
        assertThat(line.get("actor").asText()).startsWith("user:");
    }

    @Test
    void I5_nothing_that_a_client_makes_up_gets_into_a_line() throws Exception {
        bench.ask("BREW\"} /v1/things/1 HTTP/1.1\nHost: a\nRequest-Id: a\"}\n\n");
        bench.ask("BREW /v1/no\"where HTTP/1.1\nHost: a\n\n");
        bench.ask("nonsense\n\n");

        List<JsonNode> lines = accessLog();

        assertThat(lines).hasSize(3).allSatisfy(line -> {
            assertThat(line.get("method").asText()).isEqualTo("OTHER");
            assertThat(line.get("requestId").asText()).matches("[0-9a-f]{32}");
        });
    }

    @Test
    void U4_P3_no_secret_and_no_query_is_logged() {
        String token = bench.token("ana@example.org");
        bench.ask("GET /v1/things/canary-path?q=canary-query HTTP/1.1\nHost: a\nAuthorization: Bearer " + token
                + "\nUser-Agent: canary-agent\nX-Canary: canary-header\n\n");
        bench.ask("GET /v1/mine HTTP/1.1\nHost: a\nAuthorization: Bearer canary-token\n\n");
        bench.ask("GET /v1/canary-nowhere HTTP/1.1\nHost: a\n\n");
        bench.stop();

        assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .isNotEmpty()
                .noneMatch(message -> message.contains("canary") || message.contains(token));
    }

    @Test
    void shows_the_numbers_that_Tenon_itself_tells() {
        assertThat(new String(bench.metrics.text(), UTF_8))
                .contains("# TYPE tenon_things_waiting gauge", "tenon_things_waiting 3.0")
                .contains("# TYPE tenon_things_dropped_total counter", "tenon_things_dropped_total 7.0");
    }

    @Test
    void counts_requests_by_route_and_never_by_path() {
        bench.ask("GET /v1/things/1 HTTP/1.1\nHost: a\n\n");
        bench.ask("GET /v1/things/2 HTTP/1.1\nHost: a\n\n");
        bench.ask("GET /v1/things/3 HTTP/1.1\nHost: a\n\n");
        bench.ask("GET /v1/mine HTTP/1.1\nHost: a\n\n");
        bench.ask("GET /v1/nowhere/1 HTTP/1.1\nHost: a\n\n");
        bench.ask("BREW /v1/nowhere/2 HTTP/1.1\nHost: a\n\n");
        bench.stop();

        String text = new String(bench.metrics.text(), UTF_8);

        assertThat(text)
                .contains("tenon_http_requests_total{method=\"GET\",route=\"/v1/things/{id}\",status=\"200\"} 3.0")
                .contains("tenon_http_requests_total{method=\"GET\",route=\"/v1/mine\",status=\"401\"} 1.0")
                .contains("tenon_http_requests_total{method=\"GET\",route=\"unmatched\",status=\"404\"} 1.0")
                .contains("tenon_http_requests_total{method=\"OTHER\",route=\"unmatched\",status=\"404\"} 1.0")
                .contains("tenon_http_request_duration_seconds_count{method=\"GET\",route=\"/v1/things/{id}\"} 3")
                .contains("tenon_http_requests_in_flight 0.0")
                .contains("tenon_build{version=\"test\"} 1.0")
                .contains("jvm_heap_used_bytes")
                .doesNotContain("nowhere", "BREW");
    }

    @Test
    void every_answer_has_a_request_id_and_is_not_to_be_stored_or_sniffed() {
        for (String path : List.of("/v1/things/1", "/v1/mine", "/v1/nowhere")) {
            RawAnswer answer = bench.ask("GET " + path + " HTTP/1.1\nHost: a\nRequest-Id: mine-1\n\n");

            assertThat(answer.header("Request-Id")).isEqualTo("mine-1");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }
}
