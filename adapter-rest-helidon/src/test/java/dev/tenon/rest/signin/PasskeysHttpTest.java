package dev.tenon.rest.signin;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.SoftwareAuthenticator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasskeysHttpTest extends HttpTest {

    private static final String ANA = "ana@example.org";
    private static final String MINE = "/v1/me/passkeys";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SoftwareAuthenticator phone = new SoftwareAuthenticator("tenon.example.org");
    private Person ana;

    @BeforeEach
    void anAccount() {
        ana = tenon().ana();
    }

    @Test
    void makes_a_passkey_and_signs_in_with_it() {
        Answer made = registered();
        assertThat(made.at("/name")).isEqualTo("phone");
        assertThat(made.header("ETag")).contains("\"1\"");
        assertThat(ana.http()
                        .get(made.header("Location").orElseThrow())
                        .expect(200)
                        .at("/id"))
                .isEqualTo(made.at("/id"));

        Answer opened = signIn();

        assertThat(opened.at("/session/method")).isEqualTo("passkey");
        assertThat(opened.at("/session/secondFactor")).isEqualTo("passkey");
        assertThat(http().as(opened.at("/token")).get("/v1/me").expect(200).at("/email"))
                .isEqualTo(ANA);
        assertThat(ana.http()
                        .get(MINE)
                        .expect(200)
                        .json()
                        .at("/items/0/lastUsedAt")
                        .isNull())
                .isFalse();
    }

    @Test
    void options_are_what_browsers_take() {
        Answer begun = begun();

        assertThat(begun.at("/options/publicKey/rp/id")).isEqualTo("tenon.example.org");
        assertThat(begun.at("/options/publicKey/user/name")).isEqualTo(ANA);
        assertThat(begun.at("/options/publicKey/challenge")).matches("[A-Za-z0-9_-]{43}");
        Answer signIn = http().post("/v1/passkey-sign-ins").json(Map.of()).expect(201);
        assertThat(signIn.at("/options/publicKey/userVerification")).isEqualTo("required");
        assertThat(signIn.json().at("/options/publicKey/allowCredentials").size())
                .as("tells nobody whose passkeys there are")
                .isZero();
    }

    @Test
    void S4_a_browser_gets_its_session_as_a_cookie_and_only_from_our_own_pages() {
        registered();
        Answer begun = http().post("/v1/passkey-sign-ins").json(Map.of()).expect(201);
        Map<String, Object> body = Map.of(
                "ceremony", begun.at("/ceremony"), "credential", json(phone.signIn(options(begun))), "cookie", true);

        http().post("/v1/sessions/passkey").json(body).refused(403, "http-cross-origin");
        Answer opened = http().post("/v1/sessions/passkey")
                .header("Origin", Installation.BASE_URL)
                .json(body)
                .expect(201);

        assertThat(opened.header("Set-Cookie").orElseThrow()).startsWith("__Host-tenon-session=");
        assertThat(opened.json().path("token").isNull()).isTrue();
    }

    @Test
    void asks_for_the_password_before_one_is_made() {
        ana.http()
                .post(MINE + "/registrations")
                .json(Map.of("password", "another long password"))
                .refused(403, "password-wrong");
        http().post(MINE + "/registrations")
                .json(Map.of("password", Fixtures.PASSWORD))
                .refused(401, "request-unauthenticated");
    }

    @Test
    void refuses_what_is_no_answer() {
        Answer begun = begun();
        post(Map.of("ceremony", "tnf_nonsense", "name", "phone", "credential", Map.of()))
                .expect(410)
                .withProblem("passkey-ceremony-gone");
        post(Map.of("ceremony", begun.at("/ceremony"), "name", "", "credential", Map.of()))
                .expect(422);
        post(Map.of("ceremony", begun.at("/ceremony"), "name", "phone", "credential", "text"))
                .expect(422);
        post(Map.of("ceremony", begun.at("/ceremony"), "name", "phone")).expect(422);
        post(Map.of("ceremony", begun.at("/ceremony"), "name", "phone", "credential", Map.of()))
                .expect(403)
                .withProblem("passkey-answer-refused");
        Answer signIn = http().post("/v1/passkey-sign-ins").json(Map.of()).expect(201);
        http().post("/v1/sessions/passkey")
                .json(Map.of("ceremony", signIn.at("/ceremony"), "credential", Map.of()))
                .refused(401, "sign-in-passkey-failed");
        http().post("/v1/sessions/passkey")
                .json(Map.of("ceremony", signIn.at("/ceremony"), "credential", Map.of()))
                .refused(410, "passkey-ceremony-gone");
    }

    @Test
    void a_passkey_is_known_once() {
        registered();
        Answer begun = begun();

        post(Map.of(
                        "ceremony",
                        begun.at("/ceremony"),
                        "name",
                        "again",
                        "credential",
                        json(phone.register(options(begun)))))
                .expect(409)
                .withProblem("passkey-known-already");
    }

    @Test
    void I2_a_repeated_request_is_carried_out_once() {
        Answer begun = ana.http()
                .post(MINE + "/registrations")
                .idempotencyKey("begin-1")
                .json(Map.of("password", Fixtures.PASSWORD))
                .expect(201);
        assertThat(ana.http()
                        .post(MINE + "/registrations")
                        .idempotencyKey("begin-1")
                        .json(Map.of("password", Fixtures.PASSWORD))
                        .expect(201)
                        .at("/ceremony"))
                .isEqualTo(begun.at("/ceremony"));
        Map<String, Object> answer = Map.of(
                "ceremony", begun.at("/ceremony"), "name", "phone", "credential", json(phone.register(options(begun))));
        String id = post(answer).idempotencyKey("make-1").expect(201).at("/id");
        assertThat(post(answer).idempotencyKey("make-1").expect(201).at("/id")).isEqualTo(id);
        Answer signIn = http().post("/v1/passkey-sign-ins").json(Map.of()).expect(201);
        Map<String, Object> proof =
                Map.of("ceremony", signIn.at("/ceremony"), "credential", json(phone.signIn(options(signIn))));
        String token = http().post("/v1/sessions/passkey")
                .idempotencyKey("sign-in-1")
                .json(proof)
                .expect(201)
                .at("/token");
        assertThat(http().post("/v1/sessions/passkey")
                        .idempotencyKey("sign-in-1")
                        .json(proof)
                        .expect(201)
                        .at("/token"))
                .isEqualTo(token);
    }

    @Test
    void calls_one_otherwise_under_its_revision() {
        String path = MINE + "/" + registered().at("/id");

        ana.http().patch(path).patch(null, Map.of("name", "old phone")).refused(428, "request-precondition-required");
        ana.http().patch(path).patch("\"7\"", Map.of("name", "old phone")).refused(412, "request-precondition-failed");
        Answer renamed = ana.http()
                .patch(path)
                .patch("\"1\"", Map.of("name", "old phone"))
                .expect(200);

        assertThat(renamed.at("/name")).isEqualTo("old phone");
        assertThat(renamed.header("ETag")).contains("\"2\"");
    }

    @Test
    void removes_one_of_the_caller_and_none_of_others() {
        String path = MINE + "/" + registered().at("/id");
        Person ben = tenon().person("ben@example.org");

        Map<String, String> password = Map.of("password", Fixtures.PASSWORD);

        ben.http().delete(path).json(password).refused(404, "passkey-not-found");
        ana.http().delete(path).json(Map.of()).refused(422, "request-invalid");
        ana.http().delete(path).json(password).expect(204);
        ana.http().get(path).refused(404, "passkey-not-found");
    }

    @Test
    void an_administrator_takes_a_lost_device_from_somebody() {
        String id = registered().at("/id");
        String of = "/v1/users/" + ana.id() + "/passkeys";
        Person ben = tenon().person("ben@example.org");
        Person admin = tenon().admin();

        ben.http().get(of).refused(404, "account-not-found");
        ben.http().delete(of + "/" + id).refused(403, "request-forbidden");
        assertThat(admin.http().get(of).expect(200).json().at("/items/0/id").asText())
                .isEqualTo(id);
        admin.http().delete(of + "/" + id).expect(204);
        admin.http().delete(of + "/" + id).refused(404, "passkey-not-found");
    }

    @Test
    void a_passkey_answers_the_challenge_of_a_sign_in_by_password() {
        registered();
        String secret = ana.http()
                .post("/v1/me/second-factor/enrolments")
                .json(Map.of("password", Fixtures.PASSWORD))
                .expect(201)
                .at("/secret");
        ana.http()
                .post("/v1/me/second-factor/confirmations")
                .json(Map.of(
                        "code", AuthenticatorApp.codeAt(secret, tenon().clock().instant())))
                .expect(201);

        Answer asked =
                http().post("/v1/sessions").json(credentials(ANA)).refused(401, "sign-in-second-factor-required");
        assertThat(asked.json().path("methods").toString()).isEqualTo("[\"totp\",\"recovery-code\",\"passkey\"]");
        Answer begun = http().post("/v1/passkey-sign-ins").json(Map.of()).expect(201);
        http().post("/v1/sessions/second-factor")
                .json(Map.of("challenge", asked.at("/challenge"), "ceremony", begun.at("/ceremony")))
                .expect(422);
        Answer opened = http().post("/v1/sessions/second-factor")
                .json(Map.of(
                        "challenge",
                        asked.at("/challenge"),
                        "ceremony",
                        begun.at("/ceremony"),
                        "credential",
                        json(phone.signIn(options(begun)))))
                .expect(201);

        assertThat(opened.at("/session/method")).isEqualTo("email");
        assertThat(opened.at("/session/secondFactor")).isEqualTo("passkey");
    }

    private Answer begun() {
        return ana.http()
                .post(MINE + "/registrations")
                .json(Map.of("password", Fixtures.PASSWORD))
                .expect(201);
    }

    private Answer registered() {
        Answer begun = begun();
        return post(Map.of(
                        "ceremony",
                        begun.at("/ceremony"),
                        "name",
                        "phone",
                        "credential",
                        json(phone.register(options(begun)))))
                .expect(201);
    }

    private Answer signIn() {
        Answer begun = http().post("/v1/passkey-sign-ins").json(Map.of()).expect(201);
        return http().post("/v1/sessions/passkey")
                .json(Map.of("ceremony", begun.at("/ceremony"), "credential", json(phone.signIn(options(begun)))))
                .expect(201);
    }

    private ValidatingClient.Call post(Map<String, Object> body) {
        return ana.http().post(MINE).json(body);
    }

    private static String options(Answer begun) {
        return begun.json().path("options").toString();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }
}
