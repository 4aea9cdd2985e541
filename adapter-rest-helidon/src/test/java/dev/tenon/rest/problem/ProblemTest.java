package dev.tenon.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.RefusalCatalogue;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.SignInRefusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final Map<Kind, Integer> STATUSES = Map.ofEntries(
            Map.entry(Kind.MALFORMED, 400),
            Map.entry(Kind.INVALID, 422),
            Map.entry(Kind.UNAUTHENTICATED, 401),
            Map.entry(Kind.FORBIDDEN, 403),
            Map.entry(Kind.NOT_FOUND, 404),
            Map.entry(Kind.CONFLICT, 409),
            Map.entry(Kind.GONE, 410),
            Map.entry(Kind.STALE, 412),
            Map.entry(Kind.LIMIT_REACHED, 409),
            Map.entry(Kind.TOO_LARGE, 413),
            Map.entry(Kind.TOO_MANY, 429),
            Map.entry(Kind.UNAVAILABLE, 503));

    /** What has a status of its own: by RFC 6585, and by tus 1.0. */
    private static final Map<String, Integer> OF_THEIR_OWN =
            Map.of(RequestRefusal.PRECONDITION_REQUIRED.code(), 428, UploadRefusal.CHECKSUM_MISMATCH.code(), 460);

    @Test
    void I2_every_refusal_has_the_status_of_its_kind() {
        for (RefusalCode code : RefusalCatalogue.all()) {
            int expected = OF_THEIR_OWN.getOrDefault(code.code(), STATUSES.get(code.kind()));

            assertThat(Problem.of(code.refusal()).status()).as(code.code()).isEqualTo(expected);
        }
    }

    @Test
    void I2_every_problem_is_explained_once() {
        assertThat(ProblemExplanation.all())
                .hasSize(RefusalCatalogue.all().size() + HttpProblem.values().length)
                .allSatisfy((code, explanation) -> {
                    assertThat(code).matches("[a-z]+(-[a-z]+)*");
                    assertThat(explanation.type()).isEqualTo("/problems/" + code);
                    assertThat(explanation.title()).isNotBlank().doesNotEndWith(".");
                    assertThat(explanation.remedy()).isNotBlank().endsWith(".");
                });
    }

    @Test
    void a_problem_has_no_field_that_says_nothing() {
        String json = new String(Problem.of(RequestRefusal.FORBIDDEN.refusal()).json("abc"), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo("{\"type\":\"/problems/request-forbidden\",\"title\":\"You may not do this\",\"status\":403,"
                        + "\"detail\":\"Ask an administrator for a role that permits it.\","
                        + "\"instance\":\"abc\"}");
    }

    @Test
    void what_has_nothing_of_its_own_to_tell_says_what_to_do() {
        assertThat(Problem.of(RequestRefusal.FORBIDDEN.because("This needs users:read."))
                        .detail())
                .isEqualTo("This needs users:read.");
        assertThat(RefusalCatalogue.all())
                .allSatisfy(
                        code -> assertThat(Problem.of(code.refusal()).detail()).isEqualTo(code.remedy()));
        assertThat(HttpProblem.values())
                .allSatisfy(problem -> assertThat(Problem.of(problem).detail()).isEqualTo(problem.remedy()));
    }

    @Test
    void the_time_to_wait_is_rounded_up_to_seconds() {
        assertThat(Problem.of(SignInRefusal.THROTTLED.retryAfter(Duration.ofMillis(1_001)))
                        .retryAfterSeconds())
                .isEqualTo(2);
        assertThat(Problem.of(SignInRefusal.THROTTLED.retryAfter(Duration.ZERO)).retryAfterSeconds())
                .isEqualTo(1);
        assertThat(Problem.of(RequestRefusal.BUSY.refusal()).retryAfterSeconds())
                .isEqualTo(1);
        assertThat(Problem.of(RequestRefusal.FORBIDDEN.refusal()).retryAfterSeconds())
                .isNull();
    }
}
