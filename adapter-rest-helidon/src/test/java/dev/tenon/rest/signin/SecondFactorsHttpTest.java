package dev.tenon.rest.signin;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorsHttpTest extends HttpTest {

    private static final String ANA = "ana@example.org";

    private Person ana;
    private String secret = "";
    private List<String> recoveryCodes = List.of();

    @BeforeEach
    void setUpAnApp() {
        ana = tenon().ana();
        Answer enrolled = ana.http()
                .post("/v1/me/second-factor/enrolments")
                .json(Map.of("password", Fixtures.PASSWORD))
                .expect(201);
        secret = enrolled.at("/secret");
        assertThat(enrolled.at("/uri")).startsWith("otpauth://totp/").contains("secret=" + secret);
        Answer confirmed = ana.http()
                .post("/v1/me/second-factor/confirmations")
                .json(Map.of("code", code()))
                .expect(201);
        List<String> codes = new ArrayList<>();
        confirmed.json().path("recoveryCodes").forEach(code -> codes.add(code.asText()));
        recoveryCodes = codes;
    }

    @Test
    void shows_that_sign_ins_ask_for_it() {
        Answer status = ana.http().get("/v1/me/second-factor").expect(200);

        assertThat(status.json().path("isEnabled").asBoolean()).isTrue();
        assertThat(status.json().path("recoveryCodesLeft").asInt()).isEqualTo(10);
        assertThat(recoveryCodes).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void the_right_password_is_answered_with_a_challenge_that_a_code_of_the_app_ends() {
        Answer asked =
                http().post("/v1/sessions").json(credentials(ANA)).refused(401, "sign-in-second-factor-required");

        assertThat(asked.json().path("methods").toString()).isEqualTo("[\"totp\",\"recovery-code\"]");
        assertThat(asked.at("/expiresAt")).isNotEmpty();
        Answer opened = http().post("/v1/sessions/second-factor")
                .json(Map.of("challenge", asked.at("/challenge"), "code", nextCode()))
                .expect(201);
        ValidatingClient signedIn = http().as(opened.at("/token"));
        assertThat(signedIn.get("/v1/me").expect(200).at("/email")).isEqualTo(ANA);
        assertThat(signedIn.get(opened.header("Location").orElseThrow())
                        .expect(200)
                        .at("/id"))
                .isEqualTo(opened.at("/session/id"));
    }

    @Test
    void A4_a_wrong_password_is_answered_as_anywhere() {
        tenon().account("bo@example.org");
        String wrong = "another long enough password";

        String with = http().post("/v1/sessions")
                .json(credentials(ANA, wrong))
                .refused(401, "sign-in-failed")
                .withoutRequestId();
        String without = http().post("/v1/sessions")
                .json(credentials("bo@example.org", wrong))
                .refused(401, "sign-in-failed")
                .withoutRequestId();

        assertThat(with).isEqualTo(without);
    }

    @Test
    void A6_a_challenge_opens_nothing_else() {
        String challenge = challenge();

        http().as(challenge).get("/v1/me").refused(401, "request-unauthenticated");
        http().post("/v1/email-verifications").json(Map.of("token", challenge)).refused(410, "token-gone");
        http().post("/v1/sessions/second-factor")
                .json(Map.of("challenge", ana.token(), "code", nextCode()))
                .refused(410, "sign-in-challenge-gone");
    }

    @Test
    void A6_a_challenge_works_once_and_for_five_minutes() {
        String used = challenge();
        signIn(used, Map.of("code", nextCode())).expect(201);
        signIn(used, Map.of("code", nextCode())).expect(410).withProblem("sign-in-challenge-gone");

        String late = challenge();
        tenon().clock().advance(Duration.ofMinutes(5));
        signIn(late, Map.of("code", code())).expect(410).withProblem("sign-in-challenge-gone");
    }

    @Test
    void A5_wrong_codes_are_counted_apart_from_wrong_passwords() {
        String challenge = challenge();
        String wrong = AuthenticatorApp.wrongCodeAt(secret, tenon().clock().instant());

        for (int guess = 0; guess < 5; guess++) {
            signIn(challenge, Map.of("code", wrong)).expect(401).withProblem("sign-in-second-factor-wrong");
        }

        Answer throttled = signIn(challenge, Map.of("code", wrong)).expect(429);
        throttled.withProblem("sign-in-throttled");
        assertThat(throttled.header("Retry-After")).contains("60");
        assertThat(challenge()).as("the password is let through").isNotEmpty();
        signIn(challenge, Map.of("recoveryCode", recoveryCodes.get(0))).expect(201);
    }

    @Test
    void a_code_works_once() {
        String code = nextCode();
        signIn(challenge(), Map.of("code", code)).expect(201);

        signIn(challenge(), Map.of("code", code)).expect(401).withProblem("sign-in-second-factor-wrong");
    }

    @Test
    void asks_for_one_proof() {
        String challenge = challenge();

        assertThat(signIn(challenge, Map.of()).expect(422).pointers()).containsExactly("/code");
        assertThat(signIn(challenge, Map.of("code", nextCode(), "recoveryCode", recoveryCodes.get(0)))
                        .expect(422)
                        .pointers())
                .containsExactly("/code");
    }

    @Test
    void is_turned_off_with_the_password_and_a_code() {
        removal(Map.of("password", "wrong", "code", nextCode())).expect(403).withProblem("password-wrong");
        removal(Map.of(
                        "password",
                        Fixtures.PASSWORD,
                        "code",
                        AuthenticatorApp.wrongCodeAt(secret, tenon().clock().instant())))
                .expect(403)
                .withProblem("second-factor-wrong");

        removal(Map.of("password", Fixtures.PASSWORD, "code", nextCode())).expect(204);

        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
        removal(Map.of("password", Fixtures.PASSWORD, "code", nextCode()))
                .expect(409)
                .withProblem("second-factor-none");
    }

    @Test
    void new_recovery_codes_end_the_ones_before() {
        Answer replaced = ana.http()
                .post("/v1/me/second-factor/recovery-codes")
                .json(Map.of("password", Fixtures.PASSWORD, "recoveryCode", recoveryCodes.get(0)))
                .expect(201);

        signIn(challenge(), Map.of("recoveryCode", recoveryCodes.get(1)))
                .expect(401)
                .withProblem("sign-in-second-factor-wrong");
        signIn(challenge(), Map.of("recoveryCode", replaced.at("/recoveryCodes/0")))
                .expect(201);
    }

    @Test
    void there_is_one_at_a_time() {
        ana.http()
                .post("/v1/me/second-factor/enrolments")
                .json(Map.of("password", Fixtures.PASSWORD))
                .refused(409, "second-factor-on-already");
        ana.http()
                .post("/v1/me/second-factor/confirmations")
                .json(Map.of("code", nextCode()))
                .refused(409, "second-factor-not-enrolled");
    }

    @Test
    void an_administrator_takes_it_from_somebody_who_lost_it() {
        Person admin = tenon().admin();

        admin.http().delete("/v1/users/" + ana.id() + "/second-factor").expect(204);

        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
        admin.http().delete("/v1/users/" + ana.id() + "/second-factor").refused(409, "second-factor-none");
        admin.http().delete("/v1/users/" + Fixtures.anId() + "/second-factor").refused(404, "account-not-found");
    }

    private Answer removal(Map<String, String> body) {
        return ana.http().post("/v1/me/second-factor/removals").json(body).send();
    }

    private String challenge() {
        return http().post("/v1/sessions")
                .json(credentials(ANA))
                .refused(401, "sign-in-second-factor-required")
                .at("/challenge");
    }

    private Answer signIn(String challenge, Map<String, String> proof) {
        Map<String, String> body = new HashMap<>(proof);
        body.put("challenge", challenge);
        return http().post("/v1/sessions/second-factor").json(body).send();
    }

    private String code() {
        return AuthenticatorApp.codeAt(secret, tenon().clock().instant());
    }

    private String nextCode() {
        tenon().clock().advance(Duration.ofSeconds(30));
        return code();
    }
}
