package dev.tenon.rest.signin;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.PlainSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordsHttpTest extends HttpTest {

    private static final String ANA = "ana@example.org";
    private static final Actor OPERATOR = Actor.operator("test");
    private static final String FRESH = "a harbour full of paper boats";

    @Test
    void A7_a_changed_password_ends_the_other_sessions_and_tells_the_person() {
        Person phone = tenon().ana();
        Person laptop = tenon().signInAgain(phone);

        change(laptop, Fixtures.PASSWORD, FRESH).expect(204);

        laptop.http().get("/v1/me").expect(200);
        phone.http().get("/v1/me").refused(401, "request-unauthenticated");
        http().post("/v1/sessions").json(credentials(ANA)).refused(401, "sign-in-failed");
        http().post("/v1/sessions").json(credentials(ANA, FRESH)).expect(201);
        assertThat(tenon().mailsTo(ANA)).anyMatch(mail -> mail.subject().equals("password-changed"));
    }

    @Test
    void a_wrong_present_password_changes_nothing_and_is_counted() {
        Person ana = tenon().ana();
        for (int guess = 0; guess < 10; guess++) {
            change(ana, "another long enough password" + guess, FRESH).refused(403, "password-wrong");
        }

        Answer throttled = change(ana, Fixtures.PASSWORD, FRESH).refused(429, "sign-in-throttled");

        assertThat(throttled.header("Retry-After")).isPresent();
        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
    }

    @Test
    void A1_a_new_password_that_breaks_a_rule_is_named() {
        Person ana = tenon().ana();

        Answer tooShort = change(ana, Fixtures.PASSWORD, "short").refused(422, "request-invalid");

        assertThat(tooShort.pointers()).containsExactly("/password");
        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
    }

    @Test
    void an_account_without_a_password_gets_its_first_one_by_mail() {
        tenon().accountWithoutPassword(ANA);
        Person ana = ana(resetToken());

        assertThat(ana.http().get("/v1/me").expect(200).at("/email")).isEqualTo(ANA);
    }

    @Test
    void A7_a_reset_ends_every_session_and_opens_none() {
        Person phone = tenon().ana();

        Answer reset = reset(resetToken(), FRESH).expect(204);

        assertThat(reset.header("Set-Cookie")).isEmpty();
        phone.http().get("/v1/me").refused(401, "request-unauthenticated");
        http().post("/v1/sessions").json(credentials(ANA)).refused(401, "sign-in-failed");
        http().post("/v1/sessions").json(credentials(ANA, FRESH)).expect(201);
    }

    @Test
    void A6_a_reset_token_works_once() {
        tenon().account(ANA);
        String token = resetToken();

        reset(token, FRESH).expect(204);

        reset(token, "another long enough password").refused(410, "token-gone");
        http().post("/v1/sessions").json(credentials(ANA, FRESH)).expect(201);
    }

    @Test
    void A6_of_many_who_spend_a_reset_token_at_once_one_succeeds() throws Exception {
        tenon().account(ANA);
        String token = resetToken();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            List<Future<Integer>> tries = Stream.generate(() ->
                            threads.submit(() -> reset(token, FRESH).send().status()))
                    .limit(10)
                    .toList();
            for (Future<Integer> each : tries) {
                statuses.add(each.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(204).allMatch(status -> status == 204 || status == 410);
    }

    @Test
    void A6_a_reset_token_ends_after_an_hour() {
        tenon().account(ANA);
        String token = resetToken();
        tenon().clock().advance(Duration.ofHours(1));

        reset(token, FRESH).refused(410, "token-gone");
    }

    @Test
    void A6_nothing_but_the_mails_own_token_resets() {
        Person ben = tenon().person("ben@example.org");
        tenon().account(ANA);
        resetToken();
        String verification = registered("cleo@example.org");
        ben.http()
                .post("/v1/me/email-changes")
                .json(Map.of("email", "ben.new@example.org", "password", Fixtures.PASSWORD))
                .expect(202);
        String change = tenon().mailedToken("ben.new@example.org");

        for (String token : List.of(
                "",
                "null",
                "tnm_",
                verification,
                change,
                ben.token(),
                new PlainSecrets().newToken("tnm_").text())) {
            reset(token, FRESH).refused(410, "token-gone");
        }
        http().post("/v1/password-resets").json(Map.of("password", FRESH)).refused(422, "request-invalid");
        http().post("/v1/password-resets")
                .json(Map.of("email", ANA, "password", FRESH))
                .refused(422, "request-invalid");
        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
    }

    @Test
    void A6_a_reset_token_opens_nothing_else() {
        tenon().account(ANA);
        String token = resetToken();

        for (String path :
                List.of("/v1/email-verifications", "/v1/email-change-confirmations", "/v1/email-change-undos")) {
            http().post(path).json(Map.of("token", token)).refused(410, "token-gone");
        }
        http().as(token).get("/v1/me").refused(401, "request-unauthenticated");
        reset(token, FRESH).expect(204);
    }

    @Test
    void A6_a_password_that_breaks_a_rule_leaves_the_token_usable() {
        tenon().account(ANA);
        String token = resetToken();

        reset(token, "short").refused(422, "request-invalid");

        reset(token, FRESH).expect(204);
    }

    @Test
    void A6_a_token_of_an_address_that_the_account_left_resets_nothing() {
        Person ana = tenon().ana();
        String token = resetToken();
        ana.http()
                .post("/v1/me/email-changes")
                .json(Map.of("email", "ana.new@example.org", "password", Fixtures.PASSWORD))
                .expect(202);
        http().post("/v1/email-change-confirmations")
                .json(Map.of("token", tenon().mailedToken("ana.new@example.org")))
                .expect(200);
        tenon().account(ANA);

        reset(token, FRESH).refused(410, "token-gone");

        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
        http().post("/v1/sessions").json(credentials("ana.new@example.org")).expect(201);
    }

    @Test
    void A6_reading_a_reset_link_spends_nothing() {
        tenon().account(ANA);
        String token = resetToken();

        for (int scan = 0; scan < 3; scan++) {
            http().get("/reset-password").query("token", token).expect(200);
            http().head("/reset-password").query("token", token).expect(200);
            http().get("/v1/password-resets").query("token", token).refused(405, "http-method-not-allowed");
        }

        reset(token, FRESH).expect(204);
    }

    @Test
    void E4_reset_links_begin_with_the_configured_address_whatever_the_request_claims() {
        tenon().account(ANA);

        ask(http().with("X-Forwarded-Host", "evil.example")
                        .with("X-Forwarded-Proto", "http")
                        .with("X-Original-Host", "evil.example")
                        .with("Forwarded", "host=evil.example")
                        .with("Origin", "https://evil.example")
                        .with("Referer", "https://evil.example/"))
                .expect(202);

        assertThat(tenon().mailedLink(ANA)).isEqualTo(Installation.BASE_URL + "/reset-password");
        assertThat(tenon().mailsTo(ANA)).noneMatch(mail -> mail.text().contains("evil"));
    }

    @Test
    void E5_asking_for_a_reset_answers_the_same_for_every_address() {
        tenon().account(ANA);
        tenon().accountWithoutPassword("social@example.org");
        registered("waiting@example.org");
        Person banned = tenon().person("banned@example.org");
        setStatus(banned, "banned");

        List<String> answers = Stream.of(
                        ANA, "social@example.org", "waiting@example.org", "banned@example.org", "nobody@example.org")
                .map(email -> http().post("/v1/password-reset-requests")
                        .json(Map.of("email", email))
                        .expect(202)
                        .withoutRequestId())
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(tenon().mailsTo("banned@example.org"))
                .noneMatch(mail -> mail.text().contains("/reset-password"));
        assertThat(tenon().mailsTo("nobody@example.org")).isEmpty();
    }

    @Test
    void S3_a_ban_ends_the_session_that_was_opened_before_and_lets_nobody_in_after() {
        Person ana = tenon().ana();
        String token = resetToken();
        setStatus(ana, "banned");

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
        http().post("/v1/sessions").json(credentials(ANA)).refused(401, "sign-in-failed");
        reset(token, FRESH).refused(410, "token-gone");

        setStatus(ana, "active");
        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
    }

    @Test
    void D2_a_repeated_reset_is_answered_as_the_first() {
        tenon().account(ANA);
        String token = resetToken();

        reset(token, FRESH).idempotencyKey("reset-1").expect(204);
        Answer again = reset(token, FRESH).idempotencyKey("reset-1").expect(204);

        assertThat(again.header("Idempotent-Replayed")).contains("true");
        reset(token, "another long enough password").idempotencyKey("reset-1").refused(422, "request-key-reused");
    }

    /** By the machine's operator, so that no administrator has to sign in first. */
    private void setStatus(Person person, String status) {
        Account account = tenon().tenon()
                .accounts()
                .get(OPERATOR, UserId.parse(person.id()).orElseThrow());
        AccountPatch patch = new AccountPatch(
                Patched.absent(),
                Patched.absent(),
                Patched.absent(),
                AccountStatus.valueOf(status.toUpperCase(Locale.ROOT)));
        tenon().tenon().accounts().update(OPERATOR, account.id(), patch, Expected.any());
    }

    private static ValidatingClient.Call change(Person person, String current, String fresh) {
        return person.http().put("/v1/me/password").json(Map.of("current", current, "password", fresh));
    }

    private ValidatingClient.Call reset(String token, String password) {
        return http().post("/v1/password-resets").json(Map.of("token", token, "password", password));
    }

    private static ValidatingClient.Call ask(ValidatingClient client) {
        return client.post("/v1/password-reset-requests").json(Map.of("email", ANA));
    }

    private String resetToken() {
        ask(http()).expect(202);
        return tenon().mailedToken(ANA);
    }

    private Person ana(String token) {
        reset(token, FRESH).expect(204);
        Answer opened =
                http().post("/v1/sessions").json(credentials(ANA, FRESH)).expect(201);
        String session = opened.at("/token");
        return new Person("", ANA, session, opened.at("/session/id"), http().as(session));
    }

    private String registered(String email) {
        http().post("/v1/registrations").json(credentials(email)).expect(202);
        return tenon().mailedToken(email);
    }
}
