package dev.tenon.rest.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginMethodsHttpTest extends HttpTest {

    private static final String GOOGLE = "/v1/login-methods/google";
    private static final Map<String, Boolean> CLOSE = Map.of("isEnabled", false);

    private Person admin;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
    }

    @Test
    void anybody_sees_the_ways_of_signing_in() {
        Answer methods = http().get("/v1/login-methods").expect(200);

        assertThat(methods.items("methodName")).containsExactly("email", "facebook", "github", "google", "passkey");
        assertThat(methods.items("isConfigured")).containsExactly("true", "false", "false", "false", "true");
    }

    @Test
    void an_administrator_closes_and_opens_a_way() {
        Answer closed = admin.http().patch(GOOGLE).patch("\"1\"", CLOSE).expect(200);
        assertThat(closed.at("/isEnabled")).isEqualTo("false");
        assertThat(closed.etag()).isEqualTo("\"2\"");
        assertThat(http().get("/v1/login-methods").expect(200).items("isEnabled"))
                .containsExactly("true", "true", "true", "false", "true");

        admin.http()
                .patch(GOOGLE)
                .patch(closed.etag(), Map.of("isEnabled", true))
                .expect(200);
        admin.http().patch(GOOGLE).patch(closed.etag(), CLOSE).refused(412, "request-precondition-failed");
        admin.http().patch(GOOGLE).json(CLOSE).refused(428, "request-precondition-required");
    }

    @Test
    void the_last_usable_way_stays_open() {
        admin.http().patch("/v1/login-methods/email").patch("\"1\"", CLOSE).refused(409, "login-method-last-usable");
        admin.http()
                .patch("/v1/login-methods/smoke-signals")
                .patch("\"1\"", CLOSE)
                .refused(404, "login-method-not-found");
    }

    @Test
    void a_member_may_not() {
        tenon().ana().http().patch(GOOGLE).patch("\"1\"", CLOSE).refused(403, "request-forbidden");
    }

    @Test
    void C2_takes_nothing_but_whether_it_is_open() {
        assertThat(admin.http()
                        .patch(GOOGLE)
                        .patch("\"1\"", Map.of("isEnabled", false, "isConfigured", true, "odd", 1))
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactlyInAnyOrder("/isConfigured", "/odd");
        assertThat(admin.http()
                        .patch(GOOGLE)
                        .patch("\"1\"", "{}")
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactly("/isEnabled");
    }
}
