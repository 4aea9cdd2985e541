package dev.tenon.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import dev.tenon.testkit.MovableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused of an OpenID Connect issuer, or of somebody who speaks in its name: one wrong thing at a time. */
class HostileIssuerTest {

    private static final String NONCE = "nonce-1";
    private static final String CLIENT = "tenon-client";
    private static RSAKey key;
    private static RSAKey otherKey;
    private static RSAKey shortKey;

    private final MovableClock clock = new MovableClock();
    private ScriptedServer server;
    private String issuer;
    private ScribeProviders providers;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("key-1").generate();
        otherKey = new RSAKeyGenerator(2048).keyID("key-1").generate();
        shortKey = new RSAKeyGenerator(1024, true).keyID("short").generate();
    }

    @BeforeEach
    void startTheIssuer() {
        server = new ScriptedServer();
        issuer = server.base().toString();
        discovery("");
        keys(key);
        token(signed(key, claims().build()));
        providers = providers(issuer);
    }

    @AfterEach
    void stopTheIssuer() {
        server.close();
    }

    @Test
    void takes_an_answer_in_which_everything_holds() {
        SocialIdentity identity = finish();

        assertThat(identity.issuer()).isEqualTo(issuer);
        assertThat(identity.subject()).isEqualTo("subject-1");
        assertThat(identity.email()).isEqualTo("ana@example.org");
        assertThat(identity.emailVerified()).isTrue();
        assertThat(identity.name()).isEqualTo("Ana Lima");
        assertThat(identity.tokens().access()).isEqualTo("access-1");
        assertThat(identity.tokens().expiresAt()).isEqualTo(clock.instant().plusSeconds(3_600));
    }

    @Test
    void A9_sends_the_verifier_the_exact_redirect_and_the_code() {
        finish();

        ScriptedServer.Asked asked = server.lastAsked("/token");
        assertThat(asked.body())
                .contains("code=code-1")
                .contains("code_verifier=verifier-1")
                .contains("redirect_uri=https%3A%2F%2Ftenon.example.org%2Fv1%2Fsocial%2Facme%2Fcallback")
                .contains("grant_type=authorization_code");
    }

    @Test
    void A9_begins_with_state_nonce_an_s256_challenge_and_the_exact_redirect() {
        URI url = providers.begin("acme", "state-1", NONCE, "challenge-1");

        assertThat(url.toString()).startsWith(issuer + "/authorize?");
        assertThat(url.getQuery())
                .contains("response_type=code")
                .contains("client_id=" + CLIENT)
                .contains("state=state-1")
                .contains("nonce=" + NONCE)
                .contains("code_challenge=challenge-1")
                .contains("code_challenge_method=S256")
                .contains("scope=openid email profile")
                .contains("redirect_uri=https://tenon.example.org/v1/social/acme/callback");
    }

    @Test
    void A9_refuses_a_signature_by_another_key_under_the_same_name() {
        token(signed(otherKey, claims().build()));

        refused();
    }

    @Test
    void A9_refuses_a_token_whose_claims_were_altered() {
        String[] parts = signed(key, claims().build()).split("\\.");
        String altered =
                new com.nimbusds.jose.util.Base64URL(parts[1]).decodeToString().replace("subject-1", "subject-2");
        token(parts[0] + "." + com.nimbusds.jose.util.Base64URL.encode(altered) + "." + parts[2]);

        refused();
    }

    @Test
    void A9_refuses_a_token_without_a_signature() {
        token(new PlainJWT(claims().build()).serialize());

        refused();
    }

    @Test
    void A9_refuses_an_hmac_with_the_clients_secret_or_the_public_key() throws JOSEException {
        for (byte[] secret : List.of(
                "a client secret of 32 bytes or so".getBytes(StandardCharsets.UTF_8),
                key.toRSAPublicKey().getEncoded())) {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
            jwt.sign(new MACSigner(secret));
            token(jwt.serialize());
            refused();
        }
    }

    @Test
    void A9_refuses_a_key_that_is_too_short() {
        keys(shortKey);
        token(signed(shortKey, claims().build()));

        refused();
    }

    @Test
    void A9_refuses_another_issuer_in_the_token() {
        token(signed(key, claims().issuer("https://evil.example.org").build()));
        refused();

        token(signed(key, claims().issuer(issuer + "/").build()));
        refused();
    }

    @Test
    void A9_refuses_another_audience_or_party() {
        token(signed(key, claims().audience("another-client").build()));
        refused();

        token(signed(key, claims().audience((String) null).build()));
        refused();

        token(signed(key, claims().audience(List.of(CLIENT, "another-client")).build()));
        refused();

        token(signed(key, claims().claim("azp", "another-client").build()));
        refused();

        token(signed(
                key,
                claims().audience(List.of(CLIENT, "another-client"))
                        .claim("azp", CLIENT)
                        .build()));
        assertThat(finish().subject()).isEqualTo("subject-1");
    }

    @Test
    void A9_refuses_a_token_that_is_over_or_to_come() {
        token(signed(key, claims().expirationTime(at(Duration.ofSeconds(-61))).build()));
        refused();
        token(signed(key, claims().expirationTime(null).build()));
        refused();
        token(signed(key, claims().issueTime(at(Duration.ofSeconds(62))).build()));
        refused();
        token(signed(key, claims().issueTime(null).build()));
        refused();
        token(signed(key, claims().notBeforeTime(at(Duration.ofSeconds(62))).build()));
        refused();

        token(signed(key, claims().expirationTime(at(Duration.ofSeconds(-30))).build()));
        assertThat(finish().subject()).as("clocks may differ a little").isEqualTo("subject-1");
    }

    @Test
    void A9_refuses_another_nonce_and_none() {
        token(signed(key, claims().claim("nonce", "nonce-2").build()));
        refused();

        token(signed(key, claims().claim("nonce", null).build()));
        refused();
    }

    @Test
    void refuses_a_token_without_a_subject() {
        token(signed(key, claims().subject(null).build()));
        refused();
        token(signed(key, claims().subject("s".repeat(256)).build()));
        refused();
    }

    @Test
    void A9_refuses_an_answer_that_another_issuer_says_to_have_sent() {
        refusedWith(
                SocialLoginRefusal.ANSWER_REFUSED,
                () -> providers.finish("acme", "code-1", "https://evil.example.org", "verifier-1", NONCE));

        assertThat(server.asked())
                .as("the code goes nowhere")
                .noneMatch(asked -> asked.path().equals("/token"));
        assertThat(providers
                        .finish("acme", "code-1", issuer, "verifier-1", NONCE)
                        .subject())
                .isEqualTo("subject-1");
    }

    @Test
    void A9_refuses_an_answer_without_an_issuer_where_the_issuer_names_itself() {
        discovery(", \"authorization_response_iss_parameter_supported\": true");

        refused();

        assertThat(providers
                        .finish("acme", "code-1", issuer, "verifier-1", NONCE)
                        .subject())
                .isEqualTo("subject-1");
    }

    @Test
    void A9_refuses_a_discovery_document_of_another_issuer() {
        server.json("/.well-known/openid-configuration", document("https://evil.example.org", ""));

        unavailable();
    }

    @Test
    void A9_asks_no_address_that_is_not_https() {
        server.json(
                "/.well-known/openid-configuration",
                document(issuer, "").replace(issuer + "/token", "http://tokens.example.org/token"));
        unavailable();

        assertThatThrownBy(() -> ScribeProviders.of(List.of(settings(issuer)), base(), clock, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThatThrownBy(() -> providers("http://login.example.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }

    @Test
    void A9_refuses_a_code_that_the_issuer_does_not_take() {
        server.answer("/token", 400, "{\"error\": \"invalid_grant\"}");

        refused();
    }

    @Test
    void refuses_an_answer_without_an_id_token() {
        server.json("/token", "{\"access_token\": \"access-1\", \"token_type\": \"Bearer\"}");
        refused();

        token("not.a.token");
        refused();
    }

    @Test
    void H1_a_huge_answer_is_not_read_to_its_end() throws InterruptedException {
        server.floods("/token");

        unavailable();

        assertThat(server.floodsEnded.await(30, TimeUnit.SECONDS))
                .as("the connection is closed")
                .isTrue();
    }

    @Test
    void H1_an_answer_that_never_ends_is_given_up() {
        server.neverEnds("/token");
        long began = System.nanoTime();

        unavailable();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void A9_follows_no_redirect() {
        server.redirect("/token", URI.create(issuer + "/elsewhere"));

        unavailable();

        assertThat(server.asked()).noneMatch(asked -> asked.path().equals("/elsewhere"));
    }

    @Test
    void an_issuer_that_is_broken_or_away_is_unavailable() {
        for (String body : List.of("", "not json", "[]", "{\"keys\": 1}")) {
            server.answer("/keys", 200, body);
            unavailable();
        }
        server.answer("/token", 500, "{\"error\": \"server_error\"}");
        unavailable();
        server.answer("/token", 200, "<html>");
        unavailable();
        server.close();
        unavailable();
    }

    @Test
    void asks_for_keys_anew_when_a_token_names_one_that_is_new_but_not_more_than_once_a_minute() throws JOSEException {
        finish();
        RSAKey rotated = new RSAKeyGenerator(2048).keyID("key-2").generate();
        keys(key, rotated);
        token(signed(rotated, claims().build()));
        refused();

        clock.advance(Duration.ofMinutes(1));

        assertThat(finish().subject()).isEqualTo("subject-1");
        assertThat(server.asked())
                .filteredOn(asked -> asked.path().equals("/keys"))
                .hasSize(2);
        assertThat(server.asked())
                .filteredOn(asked -> asked.path().startsWith("/.well-known"))
                .hasSize(1);
    }

    @Test
    void an_address_that_the_token_leaves_out_comes_from_the_user_info_of_the_same_person() {
        discovery(", \"userinfo_endpoint\": \"" + issuer + "/userinfo\"");
        token(signed(key, claims().claim("email", null).build()));
        server.json(
                "/userinfo", "{\"sub\": \"subject-1\", \"email\": \"ana@example.org\", \"email_verified\": \"true\"}");
        SocialIdentity identity = finish();
        assertThat(identity.email()).isEqualTo("ana@example.org");
        assertThat(identity.emailVerified()).isTrue();
        assertThat(server.lastAsked("/userinfo").authorization()).isEqualTo("Bearer access-1");

        server.json("/userinfo", "{\"sub\": \"subject-2\", \"email\": \"ana@example.org\"}");
        refused();
    }

    @Test
    void A8_an_address_counts_as_verified_only_if_the_issuer_says_so() {
        for (Object no : new Object[] {false, null, "yes", 1, List.of(true)}) {
            token(signed(key, claims().claim("email_verified", no).build()));
            assertThat(finish().emailVerified()).as("%s", no).isFalse();
        }
    }

    @Test
    void settings_do_not_tell_the_secret() {
        assertThat(settings(issuer).toString()).doesNotContain("a client secret");
    }

    @Test
    void refuses_settings_that_cannot_work() {
        for (String method : List.of("email", "passkey", "Acme", "a b", "")) {
            assertThatThrownBy(() -> ScribeProviders.of(
                            List.of(new ProviderSettings(method, "id", "secret", issuer)), base(), clock, true))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ScribeProviders.of(
                        List.of(new ProviderSettings("acme", "id", "secret", null)), base(), clock, true))
                .hasMessageContaining("issuer");
        assertThatThrownBy(() -> ScribeProviders.of(
                        List.of(new ProviderSettings("google", "", "secret", null)), base(), clock, true))
                .hasMessageContaining("client id");
    }

    private ScribeProviders providers(String name) {
        return ScribeProviders.of(List.of(settings(name)), base(), clock, true);
    }

    private static URI base() {
        return URI.create("https://tenon.example.org/");
    }

    private static ProviderSettings settings(String issuer) {
        return new ProviderSettings("acme", CLIENT, "a client secret of 32 bytes or so", issuer);
    }

    private void discovery(String more) {
        server.json("/.well-known/openid-configuration", document(issuer, more));
    }

    private String document(String name, String more) {
        return """
                {"issuer": "%s", "authorization_endpoint": "%s/authorize", "token_endpoint": "%s/token",
                 "jwks_uri": "%s/keys"%s}""".formatted(name, issuer, issuer, issuer, more);
    }

    private void keys(RSAKey... those) {
        server.json(
                "/keys",
                new JWKSet(List.<com.nimbusds.jose.jwk.JWK>of(those))
                        .toPublicJWKSet()
                        .toString());
    }

    private void token(String idToken) {
        server.json("/token", """
                {"access_token": "access-1", "token_type": "Bearer", "expires_in": 3600, "id_token": "%s"}""".formatted(idToken));
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("subject-1")
                .audience(CLIENT)
                .issueTime(at(Duration.ZERO))
                .expirationTime(at(Duration.ofMinutes(5)))
                .claim("nonce", NONCE)
                .claim("email", "ana@example.org")
                .claim("email_verified", true)
                .claim("name", "Ana Lima");
    }

    private Date at(Duration from) {
        Instant instant = clock.instant().plus(from);
        return Date.from(instant);
    }

    private static String signed(RSAKey by, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(by.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(by.toPrivateKey(), true));
            return jwt.serialize();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private SocialIdentity finish() {
        return providers.finish("acme", "code-1", null, "verifier-1", NONCE);
    }

    private void refused() {
        refusedWith(SocialLoginRefusal.ANSWER_REFUSED, this::finish);
    }

    private void unavailable() {
        Refusal refusal = refusedWith(SocialLoginRefusal.PROVIDER_UNAVAILABLE, this::finish);
        assertThat(refusal.retryAfter()).isPresent();
    }

    private static Refusal refusedWith(RefusalCode code, ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }
}
