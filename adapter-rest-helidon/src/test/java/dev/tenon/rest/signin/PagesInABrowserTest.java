package dev.tenon.rest.signin;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.WebKit;
import dev.tenon.testkit.Fixtures;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages behind the links of mails, in a real browser. */
class PagesInABrowserTest extends HttpTest {

    private static final String ANA = "ana@example.org";
    private static final String FRESH = "a harbour full of paper boats";

    private final WebKit browser = new WebKit();

    @Test
    void A6_an_address_is_verified_by_the_button_and_not_by_looking() {
        http().post("/v1/registrations").json(credentials(ANA)).expect(202);
        URI link = mailedTo(ANA);

        browser.open(link);
        http().post("/v1/sessions").json(credentials(ANA)).refused(403, "sign-in-email-unverified");
        browser.open(link);
        browser.press();

        assertThat(browser.title()).isEqualTo("The address is verified");
        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
    }

    @Test
    void a_forgotten_password_is_set_anew() {
        tenon().account(ANA);
        browser.open(page("/forgot-password"));
        assertThat(browser.pressInVain("email")).isNotEmpty();
        browser.type("email", ANA);
        browser.press();
        browser.open(mailedTo(ANA));
        browser.type("password", FRESH);
        browser.type("again", FRESH + "!");
        browser.press();
        assertThat(browser.text()).contains("not the same");
        browser.type("password", FRESH);
        browser.type("again", FRESH);
        browser.press();

        assertThat(browser.run("document.querySelectorAll('input').length")).isEqualTo("0");
        http().post("/v1/sessions").json(credentials(ANA, FRESH)).expect(201);
    }

    @Test
    void another_address_is_confirmed_and_the_account_is_taken_back() {
        Person ana = tenon().ana();
        ana.http()
                .post("/v1/me/email-changes")
                .json(Map.of("email", "new@example.org", "password", Fixtures.PASSWORD))
                .expect(202);
        browser.open(mailedTo("new@example.org"));
        browser.press();
        http().post("/v1/sessions").json(credentials("new@example.org")).expect(201);

        browser.open(mailedTo(ANA));
        browser.press();

        http().post("/v1/sessions").json(credentials("new@example.org")).refused(401, "sign-in-failed");
        assertThat(browser.run("document.querySelector('h1').innerText")).isEqualTo(browser.title());
    }

    @Test
    void an_old_link_says_what_to_do() {
        browser.open(page("/verify-email?token=tnm_000000000000000000000000000000000000"));
        browser.press();

        assertThat(browser.text()).contains("no longer valid", "ask for a new link");
    }

    @Test
    void S4_the_policy_of_a_page_lets_its_own_style_in_and_no_script() {
        browser.open(page("/forgot-password"));

        assertThat(browser.run("getComputedStyle(document.body).maxWidth"))
                .as("a style that the policy lets in")
                .isNotEqualTo("none");
        assertThat(browser.run("""
                        (function () {
                          var script = document.createElement('script');
                          script.text = 'document.title = "taken over"';
                          document.body.appendChild(script);
                          return document.title;
                        })()""")).isEqualTo("Set a new password");
    }

    private URI mailedTo(String email) {
        String link = tenon().mailedLink(email) + "?token=" + tenon().mailedToken(email);
        assertThat(link).startsWith(Installation.BASE_URL + "/");
        return page(link.substring(Installation.BASE_URL.length()));
    }

    private URI page(String path) {
        return tenon().address().resolve(path);
    }
}
