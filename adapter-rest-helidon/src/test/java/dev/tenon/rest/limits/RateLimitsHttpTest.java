package dev.tenon.rest.limits;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RateLimitPolicy.PerClass;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That every answer says its headers, and says them as the document has it, is what {@link ValidatingClient} looks at. */
class RateLimitsHttpTest extends HttpTest {

    @Override
    protected RateLimitPolicy rateLimits() {
        return new RateLimitPolicy(new PerClass(5, 10, 40), 20, new PerClass(8, 6, 12));
    }

    @Test
    void answers_say_which_limit_counts_and_what_is_left_of_it() {
        Person ana = tenon().ana();

        Answer first = ana.http().get("/v1/me").expect(200);
        ana.http().get("/v1/me").expect(200);
        Answer third = ana.http().head("/v1/me").expect(200);
        Answer written =
                ana.http().put("/v1/me/settings/theme").json("\"dark\"").expect(201);

        assertThat(policy(first)).isEqualTo("\"reads\";q=40;w=60");
        assertThat(limit(first)).isEqualTo("\"reads\";r=39;t=61");
        assertThat(limit(third)).isEqualTo("\"reads\";r=37;t=61");
        assertThat(policy(written)).isEqualTo("\"writes\";q=10;w=60");
        assertThat(limit(written)).isEqualTo("\"writes\";r=9;t=61");
    }

    @Test
    void H2_a_session_that_asks_too_often_is_refused_at_once_and_told_when_to_come_back() {
        Person ana = tenon().ana();
        read(ana.http(), 40);

        long before = System.nanoTime();
        Answer refused = ana.http().get("/v1/me").refused(429, "rate-limit-exceeded");
        Duration waited = Duration.ofNanos(System.nanoTime() - before);

        assertThat(waited).isLessThan(Duration.ofSeconds(2));
        assertThat(refused.header("Retry-After")).contains("61");
        assertThat(limit(refused)).isEqualTo("\"reads\";r=0;t=61");
        assertThat(refused.at("/detail"))
                .isEqualTo(
                        "At most 40 requests a minute count as `reads`. Wait 61 s, and spread what you ask over the minute.");
        tenon().clock().advance(Duration.ofSeconds(60));
        assertThat(ana.http().get("/v1/me").expect(429).header("Retry-After")).contains("1");
        tenon().clock().advance(Duration.ofSeconds(1));
        read(ana.http(), 40);
    }

    @Test
    void every_session_is_counted_for_itself_and_what_it_writes_apart_from_what_it_reads() {
        Person ana = tenon().ana();
        Person elsewhere = tenon().signInAgain(ana);
        read(ana.http(), 40);
        ana.http().get("/v1/me").expect(429);

        elsewhere.http().get("/v1/me").expect(200);
        IntStream.range(0, 10)
                .forEach(any ->
                        ana.http().put("/v1/me/settings/theme").json("\"dark\"").send());
        ana.http().put("/v1/me/settings/theme").json("\"light\"").refused(429, "rate-limit-exceeded");

        assertThat(elsewhere.http().get("/v1/me/settings/theme").expect(200).text())
                .as("what was refused was not done")
                .isEqualTo("\"dark\"");
    }

    @Test
    void showing_the_password_again_counts_as_signing_in() {
        Person ana = tenon().ana();

        IntStream.range(0, 5).forEach(any -> change(ana).refused(403, "password-wrong"));

        Answer refused = change(ana).refused(429, "rate-limit-exceeded");
        assertThat(policy(refused)).isEqualTo("\"login\";q=5;w=60");
        ana.http().get("/v1/me").expect(200);
    }

    private static ValidatingClient.Call change(Person person) {
        return person.http()
                .put("/v1/me/password")
                .json(Map.of("current", "wrong", "password", "another long enough password"));
    }

    @Test
    void who_has_not_signed_in_is_counted_by_address() {
        tenon().account("ana@example.org");
        ValidatingClient elsewhere = http().from("127.0.0.2");

        IntStream.range(0, 8)
                .forEach(any -> http().post("/v1/sessions")
                        .json(credentials("ana@example.org"))
                        .expect(201));
        Answer refused =
                http().post("/v1/sessions").json(credentials("ana@example.org")).refused(429, "rate-limit-exceeded");

        assertThat(policy(refused)).isEqualTo("\"login\";q=8;w=60");
        http().get("/v1/plans").expect(200);
        elsewhere.post("/v1/sessions").json(credentials("ana@example.org")).expect(201);
    }

    @Test
    void H2_a_key_is_one_caller_wherever_it_comes_from_and_whatever_it_asks() {
        Person ana = tenon().ana();
        String key = aKey(ana);
        ValidatingClient here = http().as(key);
        ValidatingClient there = http().from("127.0.0.2").as(key);

        Answer first = here.get("/v1/me").expect(200);
        IntStream.range(0, 9).forEach(any -> there.get("/v1/me").expect(200));
        IntStream.range(0, 10)
                .forEach(any ->
                        here.put("/v1/me/settings/theme").json("\"dark\"").send());

        assertThat(policy(first)).isEqualTo("\"api\";q=20;w=60");
        assertThat(limit(first)).isEqualTo("\"api\";r=19;t=61");
        Answer refused = there.get("/v1/me").refused(429, "rate-limit-exceeded");
        assertThat(refused.header("Retry-After")).contains("61");
        http().as(aKey(ana)).get("/v1/me").expect(200);
        ana.http().get("/v1/me").expect(200);
        tenon().clock().advance(Duration.ofSeconds(61));
        here.get("/v1/me").expect(200);
    }

    @Test
    void a_made_up_key_counts_for_the_address_that_it_comes_from() {
        IntStream.range(0, 12)
                .forEach(any -> http().as("tnk_" + "0".repeat(36)).get("/v1/me").expect(401));

        http().get("/v1/plans").refused(429, "rate-limit-exceeded");
    }

    private static String aKey(Person owner) {
        return owner.http()
                .post("/v1/api-keys")
                .json(Map.of("name", "nightly", "permissions", "write"))
                .expect(201)
                .at("/key");
    }

    @Test
    void A5_a_client_that_calls_itself_others_is_one_caller() {
        for (int number = 0; number < 12; number++) {
            forged(number).get("/v1/plans").expect(200);
        }

        forged(99).get("/v1/plans").refused(429, "rate-limit-exceeded");
    }

    private ValidatingClient forged(int number) {
        return http().with("X-Forwarded-For", "192.0.2." + number)
                .with("Forwarded", "for=192.0.2." + number)
                .with("X-Real-IP", "192.0.2." + number);
    }

    @Test
    void what_is_refused_before_anybody_knows_who_asks_counts_for_the_address() {
        for (int number = 0; number < 3; number++) {
            http().get("/v1/me").refused(401, "request-unauthenticated");
            http().as("tns_" + "0".repeat(36)).get("/v1/me").refused(401, "request-unauthenticated");
            http().get("/v1/nowhere").refused(404, "http-route-not-found");
            http().get("/v1/plans").query("surprise", "1").refused(422, "request-invalid");
        }

        http().get("/v1/me").refused(429, "rate-limit-exceeded");
        http().get("/v1/nowhere").refused(429, "rate-limit-exceeded");
        http().call("OPTIONS", "/v1/me").refused(429, "rate-limit-exceeded");
        tenon().ana().http().get("/v1/me").expect(200);
    }

    @Test
    void a_browser_is_refused_by_a_page() {
        IntStream.range(0, 12).forEach(any -> http().get("/forgot-password").expect(200));

        Answer refused =
                http().with("Accept", "text/html").get("/forgot-password").expect(429);

        assertThat(refused.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(refused.header("Retry-After")).contains("61");
    }

    @Test
    void whoever_runs_the_server_is_not_limited() {
        IntStream.range(0, 50).forEach(any -> {
            http().get("/health/live").expect(200);
            http().get("/health/ready").expect(200);
        });

        assertThat(http().get("/problems/rate-limit-exceeded").expect(200).header("RateLimit"))
                .isEmpty();
    }

    @Test
    void an_answer_that_is_given_again_says_what_is_left_now() {
        Person ana = tenon().ana();
        Answer first = ana.http()
                .post("/v1/me/email-changes")
                .idempotencyKey("once")
                .json(credentials("ana@example.net"))
                .expect(202);

        Answer again = ana.http()
                .post("/v1/me/email-changes")
                .idempotencyKey("once")
                .json(credentials("ana@example.net"))
                .expect(202);

        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(limit(first)).isEqualTo("\"login\";r=4;t=61");
        assertThat(limit(again)).isEqualTo("\"login\";r=3;t=61");
    }

    @Test
    void refusals_are_counted_for_whoever_watches() {
        Person ana = tenon().ana();
        read(ana.http(), 40);
        ana.http().get("/v1/me").expect(429);
        ana.http().get("/v1/me").expect(429);

        assertThat(http().get("/metrics").expect(200).text())
                .contains("tenon_rate_limited_reads_total 2.0")
                .contains("tenon_rate_limited_writes_total 0.0")
                .contains("tenon_rate_limited_login_total 0.0")
                .contains("tenon_rate_limited_api_total 0.0")
                .contains("tenon_rate_limit_uncounted_total 0.0")
                .contains("tenon_rate_limit_callers ");
    }

    private static void read(ValidatingClient client, int times) {
        IntStream.range(0, times).forEach(any -> client.get("/v1/me").expect(200));
    }

    private static String policy(Answer answer) {
        return answer.header("RateLimit-Policy").orElseThrow();
    }

    private static String limit(Answer answer) {
        return answer.header("RateLimit").orElseThrow();
    }
}
