package dev.tenon.rest.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.ScriptedProviders;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Coming from a provider to an account with a second factor, as a program and as a browser without scripts. */
class SecondFactorPageHttpTest extends HttpTest {

    private static final String HTML = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final Pattern STATE = Pattern.compile("state=(tnp_\\w+)");
    private static final Pattern BINDING = Pattern.compile("__Host-tenon-social=(\\w+)");
    private static final Pattern CHALLENGE = Pattern.compile("__Host-tenon-challenge=(tnf_\\w+);");

    private Person ana;
    private String secret = "";

    @Override
    protected String[] providers() {
        return new String[] {"acme"};
    }

    @BeforeEach
    void setUpAnApp() {
        ana = tenon().ana();
        secret = ana.http()
                .post("/v1/me/second-factor/enrolments")
                .json(Map.of("password", Fixtures.PASSWORD))
                .expect(201)
                .at("/secret");
        ana.http()
                .post("/v1/me/second-factor/confirmations")
                .json(Map.of("code", code()))
                .expect(201);
        tenon().clock().advance(Duration.ofSeconds(30));
        tenon().providers().vouch("code-1", ScriptedProviders.identity("acme", "subject-1", ana.email(), true));
    }

    private String code() {
        return AuthenticatorApp.codeAt(secret, tenon().clock().instant());
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    /** Goes to the provider and comes back. */
    private ValidatingClient.Call comeBack(ValidatingClient client, String redirectTo) {
        Answer started = http().follow("/v1/social/acme/start" + redirectTo).expect(302);
        return client.get("/v1/social/acme/callback?state="
                        + found(STATE, started.header("Location").orElseThrow()) + "&code=code-1")
                .header(
                        "Cookie",
                        "__Host-tenon-social="
                                + found(BINDING, started.header("Set-Cookie").orElseThrow()));
    }

    private ValidatingClient browser() {
        return http().with("Accept", HTML);
    }

    private int links() {
        return ana.http().get("/v1/me/social-logins").expect(200).items("id").size();
    }

    @Test
    void A10_a_browser_is_shown_a_form_and_goes_on_with_a_session_after_the_code() {
        Answer form = comeBack(browser(), "?redirectTo=%2Fwelcome").expect(401);

        assertThat(form.text())
                .contains("<form method=\"post\" action=\"/second-factor\">", "value=\"/welcome\"")
                .doesNotContain("tnf_")
                .doesNotContainIgnoringCase("<script");
        String cookie = form.header("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("; Secure; HttpOnly; SameSite=Strict; Max-Age=300");
        String challenge = "__Host-tenon-challenge=" + found(CHALLENGE, cookie);
        assertThat(links()).as("nothing is linked before the code").isZero();
        Answer again = browser()
                .post("/second-factor")
                .header("Cookie", challenge)
                .form(Map.of(
                        "code",
                        AuthenticatorApp.wrongCodeAt(secret, tenon().clock().instant()),
                        "redirectTo",
                        "/welcome"))
                .expect(422);
        assertThat(again.text()).contains("role=\"alert\"", "The code is wrong", "value=\"/welcome\"");
        assertThat(links()).isZero();

        String spaced = code().substring(0, 3) + " " + code().substring(3);
        Answer onwards = browser()
                .post("/second-factor")
                .header("Cookie", challenge)
                .form(Map.of("code", spaced, "redirectTo", "/welcome"))
                .expect(303);

        assertThat(onwards.header("Location")).contains("/welcome");
        assertThat(onwards.header("Set-Cookie").orElseThrow()).startsWith("__Host-tenon-session=tns_");
        assertThat(links()).isOne();
        assertThat(ana.http().get("/v1/me/logins").expect(200).at("/items/0/method"))
                .isEqualTo("acme");
    }

    @Test
    void A10_a_program_gets_the_challenge_and_ends_it_itself() {
        Answer asked = comeBack(http(), "?redirectTo=%2Fwelcome").refused(401, "sign-in-second-factor-required");

        assertThat(asked.at("/redirectTo")).isEqualTo("/welcome");
        assertThat(links()).isZero();
        Answer opened = http().post("/v1/sessions/second-factor")
                .json(Map.of("challenge", asked.at("/challenge"), "code", code()))
                .expect(201);
        assertThat(opened.at("/session/method")).isEqualTo("acme");
        assertThat(opened.at("/session/secondFactor")).isEqualTo("totp");
        assertThat(links()).isOne();
    }

    @Test
    void S4_the_form_of_another_sites_page_signs_nobody_in() {
        Answer form = comeBack(browser(), "").expect(401);
        String challenge = found(CHALLENGE, form.header("Set-Cookie").orElseThrow());

        // What the attacker's page can send comes without the cookie, which is Strict, and the form takes no challenge.
        Answer without =
                browser().post("/second-factor").form(Map.of("code", code())).expect(410);
        browser()
                .post("/second-factor")
                .form(Map.of("code", code(), "challenge", challenge))
                .expect(400);

        assertThat(without.text()).contains("Sign in again from the beginning");
        assertThat(without.header("Set-Cookie")).isEmpty();
    }

    @Test
    void A9_goes_on_to_own_paths_only() {
        Answer form = comeBack(browser(), "").expect(401);
        String challenge = "__Host-tenon-challenge="
                + found(CHALLENGE, form.header("Set-Cookie").orElseThrow());

        Answer done = browser()
                .post("/second-factor")
                .header("Cookie", challenge)
                .form(Map.of("code", code(), "redirectTo", "//evil.example/"))
                .expect(200);

        assertThat(done.text()).contains("You are signed in").doesNotContain("evil");
        assertThat(done.header("Location")).isEmpty();
    }

    @Test
    void A6_a_challenge_works_once_and_for_five_minutes() {
        String used = "__Host-tenon-challenge="
                + found(
                        CHALLENGE,
                        comeBack(browser(), "").expect(401).header("Set-Cookie").orElseThrow());
        browser()
                .post("/second-factor")
                .header("Cookie", used)
                .form(Map.of("code", code()))
                .expect(200);
        tenon().clock().advance(Duration.ofSeconds(60));

        browser()
                .post("/second-factor")
                .header("Cookie", used)
                .form(Map.of("code", code()))
                .expect(410);
        assertThat(browser().get("/second-factor").expect(200).text()).contains("autocomplete=\"one-time-code\"");
    }

    @Test
    void A5_too_many_codes_are_answered_by_a_page_that_says_when_to_come_back() {
        String challenge = "__Host-tenon-challenge="
                + found(
                        CHALLENGE,
                        comeBack(browser(), "").expect(401).header("Set-Cookie").orElseThrow());
        String wrong = AuthenticatorApp.wrongCodeAt(secret, tenon().clock().instant());
        Answer answer;
        int tries = 0;
        do {
            answer = browser()
                    .post("/second-factor")
                    .header("Cookie", challenge)
                    .form(Map.of("code", wrong))
                    .send();
            tries++;
        } while (answer.status() == 422 && tries < 50);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.text()).contains("<h1>Too many attempts</h1>");
    }

    @Test
    void people_read_what_went_wrong_as_a_page_and_programs_as_a_problem() {
        tenon().tenon().loginMethods().setEnabled(Actor.system("test"), "acme", false, Expected.any());

        Answer page = browser().get("/v1/social/acme/start").expect(403);

        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.text()).contains("<h1>", "Request <code>");
        http().get("/v1/social/acme/start").refused(403, "login-method-disabled");
    }
}
