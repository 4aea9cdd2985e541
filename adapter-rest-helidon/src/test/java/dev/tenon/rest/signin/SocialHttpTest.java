package dev.tenon.rest.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.ScriptedProviders;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SocialHttpTest extends HttpTest {

    private static final Pattern STATE = Pattern.compile("state=(tnp_\\w+)");
    private static final Pattern COOKIE = Pattern.compile("__Host-tenon-social=(tnp_\\w+);");
    private static final String CALLBACK = "/v1/social/acme/callback";
    private static final String HTML = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8";

    /** A sign-in that goes on at the provider. */
    private record Begun(String state, String binding) {}

    @Override
    protected String[] providers() {
        return new String[] {"acme"};
    }

    @Test
    void A9_sends_the_browser_to_the_provider_and_ties_it_to_the_sign_in() {
        Answer started = http().get("/v1/social/acme/start").expect(302);

        assertThat(started.header("Location").orElseThrow())
                .startsWith("https://acme.example.org/authorize?state=tnp_")
                .contains("code_challenge=");
        assertThat(started.header("Set-Cookie").orElseThrow())
                .matches("__Host-tenon-social=tnp_\\w{36}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600");
    }

    @Test
    void a_program_gets_the_token_of_a_new_session() {
        vouch("code-1", "subject-1", true);

        Answer opened =
                callback(http(), start("/v1/social/acme/start"), "code-1").expect(201);

        assertThat(opened.at("/session/method")).isEqualTo("acme");
        ValidatingClient ana = http().as(opened.at("/token"));
        assertThat(ana.get("/v1/me").expect(200).at("/email")).isEqualTo("ana@example.org");
        Answer list = ana.get("/v1/me/social-logins").expect(200);
        assertThat(list.at("/items/0/method")).isEqualTo("acme");
        assertThat(list.at("/items/0/providerEmail")).isEqualTo("ana@example.org");
        String id = list.at("/items/0/id");
        ana.delete("/v1/me/social-logins/" + id).json(Map.of()).refused(409, "social-login-last-way-in");
    }

    @Test
    void S4_a_browser_gets_a_cookie_and_goes_on_to_its_own_path() {
        vouch("code-1", "subject-1", true);
        ValidatingClient browser = http().with("Accept", HTML);

        Answer onwards = callback(browser, start("/v1/social/acme/start?redirectTo=%2Fwelcome"), "code-1")
                .expect(303);

        assertThat(onwards.header("Location")).contains("/welcome");
        assertThat(onwards.header("Set-Cookie").orElseThrow()).startsWith("__Host-tenon-session=tns_");
        assertThat(onwards.text()).isEmpty();
    }

    @Test
    void a_browser_without_a_path_gets_a_page_and_one_that_is_refused_too() {
        vouch("code-1", "subject-1", true);
        ValidatingClient browser = http().with("Accept", HTML);
        Begun begun = start("/v1/social/acme/start");

        Answer page = callback(browser, begun, "code-1").expect(200);
        Answer gone = callback(browser, begun, "code-1").expect(410);

        assertThat(page.text()).contains("You are signed in");
        assertThat(page.header("Set-Cookie").orElseThrow()).startsWith("__Host-tenon-session=tns_");
        assertThat(gone.text()).contains("This sign-in is no longer under way");
        assertThat(gone.header("Set-Cookie")).isEmpty();
    }

    @Test
    void A9_refuses_a_state_without_the_cookie_with_two_and_with_anothers() {
        vouch("code-1", "subject-1", true);
        Begun begun = start("/v1/social/acme/start");
        Begun other = start("/v1/social/acme/start");
        String target = CALLBACK + "?state=" + begun.state() + "&code=code-1";

        http().get(target).refused(410, "social-login-state-gone");
        http().get(target)
                .header("Cookie", "__Host-tenon-social=" + other.binding())
                .refused(410, "social-login-state-gone");
        http().get(target)
                .header("Cookie", "__Host-tenon-social=" + begun.binding() + "; __Host-tenon-social=" + other.binding())
                .refused(410, "social-login-state-gone");
        callback(http(), begun, "code-1").expect(201);
    }

    @Test
    void passes_over_what_else_a_provider_sends() {
        vouch("code-1", "subject-1", true);
        Begun begun = start("/v1/social/acme/start");

        http().get(CALLBACK + "?state=" + begun.state()
                        + "&code=code-1&scope=openid%20email&authuser=0&prompt=none&session_state=x")
                .header("Cookie", "a=b; __Host-tenon-social=" + begun.binding())
                .expect(201);
    }

    @Test
    void says_what_the_provider_said() {
        Begun begun = start("/v1/social/acme/start");
        http().get(CALLBACK + "?state=" + begun.state() + "&error=access_denied&error_description=no")
                .header("Cookie", "__Host-tenon-social=" + begun.binding())
                .refused(403, "social-login-denied");

        callback(http(), start("/v1/social/acme/start"), "unknown-code").refused(403, "social-login-answer-refused");

        vouch("code-1", "subject-1", false);
        callback(http(), start("/v1/social/acme/start"), "code-1").refused(403, "social-login-email-unverified");

        Begun busy = start("/v1/social/acme/start");
        http().get(CALLBACK + "?state=" + busy.state() + "&error=server_error")
                .header("Cookie", "__Host-tenon-social=" + busy.binding())
                .refused(503, "social-login-provider-unavailable");
    }

    @Test
    void A9_goes_on_to_own_paths_only() {
        for (String elsewhere :
                new String[] {"https:%2F%2Fevil.example.org", "%2F%2Fevil.example.org", "%2F%5Cevil.example.org"}) {
            Answer refused =
                    http().get("/v1/social/acme/start?redirectTo=" + elsewhere).expect(422);
            assertThat(refused.pointers()).containsExactly("/redirectTo");
        }
    }

    @Test
    void refuses_a_method_that_is_not_set_up_or_switched_off() {
        http().get("/v1/social/github/start").refused(404, "social-login-not-offered");
        http().get("/v1/social/nowhere/callback?state=a&code=b").refused(404, "social-login-not-offered");

        tenon().admin()
                .http()
                .patch("/v1/login-methods/acme")
                .patch("\"1\"", Map.of("isEnabled", false))
                .expect(200);

        http().get("/v1/social/acme/start").refused(403, "login-method-disabled");
    }

    @Test
    void links_and_unlinks_an_account_elsewhere() {
        Person ana = tenon().ana();
        ana.http()
                .post("/v1/me/social-logins/acme/links")
                .json(Map.of("password", "wrong"))
                .refused(403, "password-wrong");
        Answer asked = ana.http()
                .post("/v1/me/social-logins/acme/links")
                .json(Map.of("password", Fixtures.PASSWORD))
                .expect(200);
        Begun begun = new Begun(
                found(STATE, asked.at("/authorizationUrl")),
                found(COOKIE, asked.header("Set-Cookie").orElseThrow()));
        vouch("code-1", "subject-1", false);

        Answer linked = callback(http(), begun, "code-1").expect(200);

        assertThat(linked.at("/method")).isEqualTo("acme");
        String path = "/v1/me/social-logins/" + linked.at("/id");
        Map<String, String> proof = Map.of("password", Fixtures.PASSWORD);
        tenon().person("ben@example.org").http().delete(path).json(proof).refused(404, "social-login-not-found");
        ana.http().delete(path).json(Map.of("password", "wrong")).refused(403, "password-wrong");
        ana.http().delete(path).json(Map.of()).refused(422, "request-invalid");
        ana.http().delete(path).json(proof).expect(204);
        ana.http().delete(path).json(proof).refused(404, "social-login-not-found");
    }

    @Test
    void an_account_elsewhere_that_opens_another_account_is_refused() {
        vouch("code-1", "subject-1", true);
        callback(http(), start("/v1/social/acme/start"), "code-1").expect(201);
        Person ben = tenon().person("ben@example.org");
        Answer asked = ben.http()
                .post("/v1/me/social-logins/acme/links")
                .json(Map.of("password", Fixtures.PASSWORD))
                .expect(200);
        Begun begun = new Begun(
                found(STATE, asked.at("/authorizationUrl")),
                found(COOKIE, asked.header("Set-Cookie").orElseThrow()));
        vouch("code-2", "subject-1", true);

        callback(http(), begun, "code-2").refused(409, "social-login-linked-elsewhere");
    }

    private void vouch(String code, String subject, boolean verified) {
        tenon().providers().vouch(code, ScriptedProviders.identity("acme", subject, "ana@example.org", verified));
    }

    private Begun start(String target) {
        Answer started = http().follow(target).expect(302);
        return new Begun(
                found(STATE, started.header("Location").orElseThrow()),
                found(COOKIE, started.header("Set-Cookie").orElseThrow()));
    }

    private static ValidatingClient.Call callback(ValidatingClient client, Begun begun, String code) {
        return client.get(CALLBACK + "?state=" + begun.state() + "&code=" + code)
                .header("Cookie", "__Host-tenon-social=" + begun.binding());
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
