package dev.tenon.rest.accounts;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.PlainSecrets;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmailVerificationsHttpTest extends HttpTest {

    private static final String ANA = "ana@example.org";

    @Test
    void verifies_the_address_and_subscribes_to_the_free_plan_at_once() {
        Answer verified = verify(registered(ANA));

        assertThat(verified.expect(200).at("/email")).isEqualTo(ANA);
        Answer session = http().post("/v1/sessions").json(credentials(ANA)).expect(201);
        var ana = http().as(session.at("/token"));
        assertThat(ana.get("/v1/entitlements").expect(200).at("/planName")).isEqualTo("Free");
        assertThat(ana.get("/v1/subscriptions").expect(200).items("status")).containsExactly("active");
        assertThat(ana.get("/v1/quota").expect(200).json().at("/max").asLong()).isEqualTo(1L << 30);
    }

    @Test
    void A6_a_token_works_once() {
        String token = registered(ANA);

        verify(token).expect(200);

        verify(token).expect(410).withProblem("token-gone");
    }

    @Test
    void A6_of_many_who_spend_a_token_at_once_one_succeeds() throws Exception {
        String token = registered(ANA);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<Integer>> tries = Stream.generate(
                            () -> threads.submit(() -> verify(token).status()))
                    .limit(20)
                    .toList();
            for (Future<Integer> each : tries) {
                statuses.add(each.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status == 200 || status == 410);
    }

    @Test
    void A6_a_token_ends_after_a_day() {
        String token = registered(ANA);
        tenon().clock().advance(Duration.ofDays(1));

        verify(token).expect(410);
    }

    @Test
    void A6_a_newer_token_replaces_the_older() {
        String older = registered(ANA);
        tenon().clock().advance(Duration.ofMinutes(2));
        http().post("/v1/email-verification-requests")
                .json(Map.of("email", ANA))
                .expect(202);
        String newer = tenon().mailedToken(ANA);

        verify(older).expect(410);
        verify(newer).expect(200);
    }

    @Test
    void A6_unknown_mistyped_spent_and_late_tokens_are_refused_alike() {
        String spent = registered(ANA);
        verify(spent).expect(200);
        String late = registered("ben@example.org");
        tenon().clock().advance(Duration.ofDays(2));
        String unknown = new PlainSecrets().newToken("tnm_").text();
        String mistyped = unknown.substring(0, 10) + (unknown.charAt(10) == 'a' ? 'b' : 'a') + unknown.substring(11);

        List<String> answers = Stream.of(
                        spent, late, unknown, mistyped, "", "tnm_", "x".repeat(10_000), "\u0000", "' OR 1=1")
                .map(token -> verify(token).withoutRequestId())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0)).startsWith("410");
    }

    @Test
    void A6_reading_a_link_spends_nothing() {
        String token = registered(ANA);

        http().get("/v1/email-verifications").query("token", token).refused(405, "http-method-not-allowed");
        http().head("/v1/email-verifications").query("token", token).expect(405);
        http().get("/verify-email").query("token", token).expect(200);
        http().head("/verify-email").query("token", token).expect(200);

        verify(token).expect(200);
    }

    @Test
    void A6_verifying_opens_no_session() {
        String token = registered(ANA);

        Answer verified = verify(token).expect(200);

        assertThat(verified.text()).doesNotContain("tns_");
        assertThat(verified.header("Set-Cookie")).isEmpty();
        http().as(token).get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void A6_a_token_is_not_shown_in_the_mail_queue_or_the_audit_trail() {
        String token = registered(ANA);
        Person admin = tenon().admin();

        String shown = admin.http().get("/v1/emails").expect(200).text()
                + admin.http().get("/v1/audit-logs").expect(200).text();

        assertThat(shown).doesNotContain(token.substring(4));
    }

    @Test
    void E5_asking_for_a_link_answers_the_same_for_every_address() {
        registered("waiting@example.org");
        tenon().account("verified@example.org");
        tenon().clock().advance(Duration.ofMinutes(2));

        List<String> answers = Stream.of("waiting@example.org", "verified@example.org", "unknown@example.org")
                .map(email -> http().post("/v1/email-verification-requests")
                        .json(Map.of("email", email))
                        .expect(202)
                        .withoutRequestId())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(tenon().mailsTo("waiting@example.org")).hasSize(2);
        assertThat(tenon().mailsTo("verified@example.org")).isEmpty();
        assertThat(tenon().mailsTo("unknown@example.org")).isEmpty();
    }

    @Test
    void at_most_one_link_a_minute_is_mailed() {
        registered(ANA);

        http().post("/v1/email-verification-requests")
                .json(Map.of("email", ANA))
                .expect(202);

        assertThat(tenon().mailsTo(ANA)).hasSize(1);
    }

    @Test
    void the_page_behind_the_link_has_a_button_that_verifies() {
        String token = registered(ANA);

        Answer page = http().get("/verify-email").query("token", token).expect(200);
        assertThat(page.text()).contains("<form", "method=\"post\"", token).doesNotContainIgnoringCase("<script");

        Answer done = submit(token).expect(200);
        assertThat(done.text()).doesNotContain(token);
        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
        submit(token).expect(410);
    }

    @Test
    void the_page_shows_nothing_of_a_hostile_token() {
        String hostile = "\"><script>alert(1)</script>";

        Answer page = http().get("/verify-email").query("token", hostile).send();
        Answer gone = submit(hostile).expect(410);

        assertThat(page.text()).doesNotContain("<script");
        assertThat(gone.text()).doesNotContain("<script");
    }

    private String registered(String email) {
        http().post("/v1/registrations").json(credentials(email)).expect(202);
        return tenon().mailedToken(email);
    }

    private Answer verify(String token) {
        return http().post("/v1/email-verifications")
                .json(Map.of("token", token))
                .send();
    }

    private Answer submit(String token) {
        return http().post("/verify-email")
                .body("application/x-www-form-urlencoded", "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8))
                .send();
    }
}
