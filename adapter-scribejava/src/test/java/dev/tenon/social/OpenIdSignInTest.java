package dev.tenon.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.core.TenonCore;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.signin.SocialLogins;
import dev.tenon.ports.signin.SocialLogins.Begun;
import dev.tenon.ports.signin.SocialLogins.Finished;
import dev.tenon.ports.signin.SocialLogins.Returned;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryStorage;
import dev.tenon.testkit.ListedStrength;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.SequentialIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way of a sign-in, with a real OpenID Connect server on loopback. */
class OpenIdSignInTest {

    private static final RequestOrigin ORIGIN = new RequestOrigin("request-1", "203.0.113.7", "test");
    private static final Actor ANYBODY = Actor.anonymous(ORIGIN);
    private static final URI BASE = URI.create("https://tenon.example.org");

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final InMemoryStorage storage = new InMemoryStorage();
    private MockOAuth2Server server;
    private Tenon tenon;
    private SocialLogins social;

    @BeforeEach
    void startTheServer() throws IOException {
        server = new MockOAuth2Server();
        server.start(InetAddress.getByName("localhost"), 0);
        String issuer = server.issuerUrl("acme").toString();
        tenon = TenonCore.builder()
                .storage(storage)
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .passwordStrength(new ListedStrength())
                .ids(new SequentialIds())
                .secrets(new PlainSecrets())
                .timeCodes(new AuthenticatorApp())
                .socialProviders(ScribeProviders.of(
                        List.of(new ProviderSettings("acme", "tenon-client", "secret", issuer)),
                        BASE,
                        InstantSource.system(),
                        true))
                .build();
        social = tenon.socialLogins();
    }

    @AfterEach
    void stopTheServer() {
        server.shutdown();
    }

    @Test
    void A9_signs_in_by_code_and_challenge_and_comes_back_to_the_same_account() throws Exception {
        vouch("subject-1", "ana@example.org", true);
        Account first = signIn(social.start(ANYBODY, "acme", "/welcome"));
        vouch("subject-1", "ana@example.org", true);
        Account again = signIn(social.start(ANYBODY, "acme", null));

        assertThat(first.email().value()).isEqualTo("ana@example.org");
        assertThat(first.emailVerified()).isTrue();
        assertThat(again.id()).isEqualTo(first.id());
    }

    @Test
    void A9_a_code_from_another_sign_in_is_refused_by_its_challenge_and_nonce() throws Exception {
        vouch("subject-1", "ana@example.org", true);
        Begun mine = social.start(ANYBODY, "acme", null);
        Begun attackers = social.start(ANYBODY, "acme", null);
        Map<String, String> theirs = authorize(attackers);
        Map<String, String> own = authorize(mine);

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> social.finish(
                        ANYBODY,
                        "acme",
                        new Returned(own.get("state"), mine.binding(), theirs.get("code"), null, null)));

        assertThat(refusal.code()).isEqualTo(SocialLoginRefusal.ANSWER_REFUSED);
    }

    @Test
    void A9_a_code_that_the_server_never_gave_is_refused() throws Exception {
        Begun begun = social.start(ANYBODY, "acme", null);
        Map<String, String> own = authorize(begun);

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> social.finish(
                        ANYBODY, "acme", new Returned(own.get("state"), begun.binding(), "made-up", null, null)));

        assertThat(refusal.code()).isIn(SocialLoginRefusal.ANSWER_REFUSED, SocialLoginRefusal.PROVIDER_UNAVAILABLE);
    }

    @Test
    void A8_an_address_that_the_server_does_not_vouch_for_opens_no_account() throws Exception {
        tenon.accounts()
                .register(Actor.system("test"), new Registration("ana@example.org", Fixtures.PASSWORD).verified());
        vouch("subject-1", "ana@example.org", false);
        Begun begun = social.start(ANYBODY, "acme", null);
        Map<String, String> back = authorize(begun);

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> finish(begun, back));

        assertThat(refusal.code()).isEqualTo(SocialLoginRefusal.EMAIL_UNVERIFIED);
    }

    private void vouch(String subject, String email, boolean verified) {
        server.enqueueCallback(new DefaultOAuth2TokenCallback(
                "acme",
                subject,
                "JWT",
                List.of("tenon-client"),
                Map.of("email", email, "email_verified", verified, "name", "Ana Lima"),
                3600));
    }

    private Account signIn(Begun begun) throws IOException, InterruptedException {
        Finished.SignedIn signedIn = (Finished.SignedIn) finish(begun, authorize(begun));
        return tenon.sessions()
                .authenticate(ORIGIN, signedIn.session().token().text())
                .account();
    }

    private Finished finish(Begun begun, Map<String, String> back) {
        return social.finish(
                ANYBODY,
                "acme",
                new Returned(back.get("state"), begun.binding(), back.get("code"), back.get("iss"), null));
    }

    /** What the server sends the browser back with. */
    private Map<String, String> authorize(Begun begun) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(begun.authorizationUrl()).build(), HttpResponse.BodyHandlers.ofString());
        URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
        assertThat(back.toString()).startsWith(BASE + "/v1/social/acme/callback?");
        return Arrays.stream(back.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
