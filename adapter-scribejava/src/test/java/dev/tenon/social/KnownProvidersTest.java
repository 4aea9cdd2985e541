package dev.tenon.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GitHub and Facebook, by answers in the shapes that they have. */
class KnownProvidersTest {

    private static final URI BASE = URI.create("https://tenon.example.org");

    private ScriptedServer server;
    private ScribeProviders providers;

    @BeforeEach
    void startTheProviders() {
        server = new ScriptedServer();
        String issuer = server.base().toString();
        providers = ScribeProviders.of(
                List.of(
                        new ProviderSettings("github", "id", "secret", issuer),
                        new ProviderSettings("facebook", "id", "secret", issuer)),
                BASE,
                InstantSource.system(),
                true);
        server.json("/login/oauth/access_token", """
                {"access_token": "gho_1", "scope": "read:user,user:email", "token_type": "bearer"}""");
        server.json("/api/v3/user", """
                {"login": "ana", "id": 583231, "node_id": "MDQ6VXNlcjE=", "type": "User", "name": "Ana Lima",
                 "email": "public@example.org"}""");
        emails("ana@example.org", true, true);
        server.json("/v23.0/oauth/access_token", """
                {"access_token": "EAAB", "token_type": "bearer", "expires_in": 5183944}""");
        server.json("/v23.0/me", """
                {"id": "10158012345678901", "name": "Ana Lima", "email": "ana@example.org"}""");
    }

    @AfterEach
    void stopTheProviders() {
        server.close();
    }

    private void emails(String primary, boolean isPrimary, boolean verified) {
        server.json("/api/v3/user/emails", """
                [{"email": "old@example.org", "primary": false, "verified": true, "visibility": null},
                 {"email": "%s", "primary": %s, "verified": %s, "visibility": "private"}]""".formatted(primary, isPrimary, verified));
    }

    @Test
    void github_is_entered_by_the_number_of_the_user_and_the_verified_primary_address() {
        SocialIdentity identity = finish("github");

        assertThat(identity.subject()).isEqualTo("583231");
        assertThat(identity.email()).isEqualTo("ana@example.org");
        assertThat(identity.emailVerified()).isTrue();
        assertThat(identity.name()).isEqualTo("Ana Lima");
        ScriptedServer.Asked token = server.lastAsked("/login/oauth/access_token");
        assertThat(token.method()).isEqualTo("POST");
        assertThat(token.body()).contains("code_verifier=verifier-1").contains("client_secret=secret");
        assertThat(server.lastAsked("/api/v3/user").authorization()).isEqualTo("Bearer gho_1");
    }

    @Test
    void A8_an_address_at_github_that_is_not_verified_or_not_primary_is_none() {
        emails("ana@example.org", true, false);
        assertThat(finish("github").email()).isNull();
        assertThat(finish("github").emailVerified()).isFalse();

        emails("ana@example.org", false, true);
        assertThat(finish("github").email()).isNull();
    }

    @Test
    void A9_github_refuses_a_code_with_the_status_200() {
        server.json("/login/oauth/access_token", """
                {"error": "bad_verification_code", "error_description": "The code passed is incorrect or expired."}""");

        refused(SocialLoginRefusal.ANSWER_REFUSED, "github");
    }

    @Test
    void an_interface_that_says_no_is_unavailable() {
        server.answer("/api/v3/user", 403, "{\"message\": \"API rate limit exceeded\"}");
        refused(SocialLoginRefusal.PROVIDER_UNAVAILABLE, "github");

        server.answer("/v23.0/me", 400, "{\"error\": {\"message\": \"Error validating access token\", \"code\": 190}}");
        refused(SocialLoginRefusal.PROVIDER_UNAVAILABLE, "facebook");
    }

    @Test
    void a_user_without_an_id_is_nobody() {
        server.json("/api/v3/user", "{\"login\": \"ana\"}");
        refused(SocialLoginRefusal.ANSWER_REFUSED, "github");

        server.json("/v23.0/me", "{\"name\": \"Ana Lima\"}");
        refused(SocialLoginRefusal.ANSWER_REFUSED, "facebook");
    }

    @Test
    void A8_facebook_vouches_for_no_address() {
        SocialIdentity identity = finish("facebook");

        assertThat(identity.subject()).isEqualTo("10158012345678901");
        assertThat(identity.email()).isEqualTo("ana@example.org");
        assertThat(identity.emailVerified()).isFalse();
        assertThat(server.lastAsked("/v23.0/me").query()).isEqualTo("fields=id,name,email");
    }

    @Test
    void A9_neither_takes_an_answer_that_another_issuer_says_to_have_sent() {
        for (String method : List.of("github", "facebook")) {
            Refusal refusal = catchThrowableOfType(
                    Refusal.class,
                    () -> providers.finish(method, "code-1", "https://evil.example.org", "verifier-1", "nonce-1"));
            assertThat(refusal.code()).isEqualTo(SocialLoginRefusal.ANSWER_REFUSED);
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void A9_both_begin_with_state_and_an_s256_challenge() {
        for (String method : List.of("github", "facebook")) {
            assertThat(providers
                            .begin(method, "state-1", "nonce-1", "challenge-1")
                            .getQuery())
                    .contains("state=state-1")
                    .contains("code_challenge=challenge-1")
                    .contains("code_challenge_method=S256")
                    .contains("redirect_uri=https://tenon.example.org/v1/social/" + method + "/callback");
        }
    }

    @Test
    void the_known_ones_need_no_issuer() {
        ScribeProviders known = ScribeProviders.of(
                List.of(
                        new ProviderSettings("github", "id", "secret", null),
                        new ProviderSettings("facebook", "id", "secret", null),
                        new ProviderSettings("google", "id", "secret", null)),
                BASE,
                InstantSource.system(),
                false);

        assertThat(known.methods()).containsExactlyInAnyOrder("github", "facebook", "google");
        assertThat(known.begin("github", "s", "n", "c").toString())
                .startsWith("https://github.com/login/oauth/authorize?");
        assertThat(known.begin("facebook", "s", "n", "c").toString())
                .startsWith("https://www.facebook.com/v23.0/dialog/oauth?");
    }

    private SocialIdentity finish(String method) {
        return providers.finish(method, "code-1", null, "verifier-1", "nonce-1");
    }

    private void refused(SocialLoginRefusal code, String method) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> finish(method));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
    }
}
