package dev.tenon.rest.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.RefusalCatalogue;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.problem.ProblemExplanation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationHttpTest extends HttpTest {

    @Test
    void H3_a_server_with_all_it_needs_is_ready() {
        Answer ready = http().get("/health/ready").expect(200);

        assertThat(ready.at("/status")).isEqualTo("up");
        assertThat(checks(ready)).containsEntry("database", "up");
    }

    @Test
    void H3_a_server_without_its_database_lives_and_is_not_ready() {
        tenon().setDatabaseUp(false);

        Answer unready = http().get("/health/ready").expect(503);

        assertThat(unready.at("/status")).isEqualTo("down");
        assertThat(checks(unready)).containsEntry("database", "down");
        assertThat(http().get("/health/live").expect(200).at("/status")).isEqualTo("up");
        assertThat(http().get("/health/started").expect(200).at("/status")).isEqualTo("up");
    }

    @Test
    void metrics_count_requests_by_route_and_never_by_path() {
        Person ana = tenon().ana();
        ana.http().get("/v1/users/" + ana.id()).expect(200);

        String metrics = http().get("/metrics").expect(200).text();

        assertThat(metrics).contains("/v1/users/{id}").doesNotContain(ana.id(), ana.email(), ana.token());
    }

    @Test
    void serves_the_document_that_the_tests_hold_it_to() throws IOException {
        Answer answer = http().get("/openapi").expect(200);

        try (InputStream shipped = getClass().getResourceAsStream("/openapi.yaml")) {
            assertThat(answer.body()).isEqualTo(shipped.readAllBytes());
        }
    }

    @Test
    void explains_every_refusal_of_the_catalogue() {
        for (RefusalCode code : RefusalCatalogue.all()) {
            Answer explanation = http().get("/problems/" + code.code()).expect(200);

            assertThat(explanation.at("/code")).isEqualTo(code.code());
            assertThat(explanation.at("/title")).isEqualTo(code.title());
            assertThat(explanation.at("/remedy")).isEqualTo(code.remedy());
        }
    }

    @Test
    void explains_every_problem_of_its_own() {
        Set<String> codes = ProblemExplanation.all().keySet();

        assertThat(codes).hasSizeGreaterThan(RefusalCatalogue.all().size());
        codes.forEach(code -> http().get("/problems/" + code).expect(200));
    }

    @Test
    void explains_a_problem_to_a_browser_on_a_page() {
        Answer page = http().get("/problems/document-too-large")
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .expect(200);

        assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.text())
                .contains("The file is larger than your plan takes")
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "Document-Not-Found", "..%2Fopenapi", "%00", "document-not-found%20"})
    void explains_nothing_that_is_no_problem(String code) {
        assertThat(http().get("/problems/" + code).send().status()).isIn(400, 404);
    }

    @Test
    void the_test_clock_stands_until_it_is_moved() {
        Instant start = tenon().clock().instant();

        Answer advanced = http().post("/v1/test-clock/advance")
                .json("{\"duration\": \"P31DT1H\"}")
                .expect(200);
        assertThat(advanced.at("/instant"))
                .isEqualTo(start.plusSeconds(31 * 86_400 + 3_600).toString());

        Answer set = http().put("/v1/test-clock")
                .json("{\"instant\": \"2026-12-24T00:00:00Z\"}")
                .expect(200);
        assertThat(set.at("/instant")).isEqualTo("2026-12-24T00:00:00Z");
        assertThat(tenon().clock().instant()).isEqualTo(Instant.parse("2026-12-24T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"duration\": \"-P1D\"}",
                "{\"duration\": \"P1M\"}",
                "{\"duration\": \"a month\"}",
                "{\"duration\": 5}",
                "{\"duration\": \"P99999999999D\"}",
                "{}"
            })
    void the_test_clock_moves_forward_by_a_length_of_time(String body) {
        Instant before = tenon().clock().instant();

        http().post("/v1/test-clock/advance").json(body).refused(422, "request-invalid");

        assertThat(tenon().clock().instant()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instant\": \"2020-01-01T00:00:00Z\"}",
                "{\"instant\": \"tomorrow\"}",
                "{\"instant\": \"+999999999-12-31T23:59:59Z\"}",
                "{\"instant\": null}"
            })
    void the_test_clock_is_set_to_an_instant_that_is_to_come(String body) {
        http().put("/v1/test-clock").json(body).refused(422, "request-invalid");
    }

    private static Map<String, String> checks(Answer health) {
        Map<String, String> checks = new HashMap<>();
        health.json()
                .path("checks")
                .forEach(check -> checks.put(
                        check.path("name").asText(), check.path("status").asText()));
        return checks;
    }
}
