package dev.tenon.rest.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.WebKit;
import dev.tenon.testkit.Fixtures;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages behind the link of an invitation, and those that lead there. */
class InvitationPagesHttpTest extends HttpTest {

    private static final String BEN = "ben@example.org";
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private Person ana;
    private OrganizationId acme;

    @BeforeEach
    void found() {
        ana = tenon().ana();
        acme = tenon().organizations().found(new UserId(UUID.fromString(ana.id())));
    }

    private String invited() {
        ana.http()
                .post("/v1/organizations/" + acme + "/invitations")
                .json(Map.of("email", BEN))
                .expect(201);
        return tenon().mailedToken(BEN);
    }

    private Answer signIn(String email, String redirectTo) {
        return http().post("/sign-in")
                .header("Accept", BROWSER)
                .header("Origin", Installation.BASE_URL)
                .form(Map.of("email", email, "password", Fixtures.PASSWORD, "redirectTo", redirectTo))
                .send();
    }

    private String cookieOf(String email) {
        String cookie = signIn(email, "/").expect(303).header("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private Answer accept(String cookie, String origin, String token) {
        return http().post("/accept-invitation")
                .header("Accept", BROWSER)
                .header("Cookie", cookie)
                .header("Origin", origin)
                .form(Map.of("token", token))
                .send();
    }

    @Test
    void whoever_is_not_signed_in_is_led_to_sign_in_and_back_and_then_joins() {
        String token = invited();
        tenon().person(BEN);

        Answer asked = http().post("/accept-invitation")
                .header("Accept", BROWSER)
                .form(Map.of("token", token))
                .expect(401);
        assertThat(asked.text()).contains("/sign-in?redirectTo=%2Faccept-invitation%3Ftoken%3D" + token, "/register");
        Answer signedIn = signIn(BEN, "/accept-invitation?token=" + token).expect(303);
        assertThat(signedIn.header("Location")).contains("/accept-invitation?token=" + token);
        Answer joined = accept(cookieOf(BEN), Installation.BASE_URL, token).expect(200);

        assertThat(joined.text()).contains("You have joined", "Team");
        accept(cookieOf(BEN), Installation.BASE_URL, token).expect(410);
    }

    @Test
    void S4_a_cookie_is_taken_from_the_servers_own_page_alone_and_given_to_it_alone() {
        String token = invited();
        tenon().person(BEN);

        accept(cookieOf(BEN), "https://evil.example.com", token).expect(403);
        accept(cookieOf(BEN), "null", token).expect(403);
        Answer elsewhere = http().post("/sign-in")
                .header("Accept", BROWSER)
                .header("Origin", "https://evil.example.com")
                .form(Map.of("email", BEN, "password", Fixtures.PASSWORD))
                .expect(403);

        assertThat(elsewhere.header("Set-Cookie")).isEmpty();
        accept("__Host-tenon-session=tns_000000000000000000000000000000000000", Installation.BASE_URL, token)
                .expect(401);
        accept(cookieOf(BEN), Installation.BASE_URL, token).expect(200);
    }

    @Test
    void the_account_of_another_address_is_told_so_and_nothing_is_spent() {
        String token = invited();
        tenon().person("carla@example.org");
        tenon().person(BEN);

        Answer other = accept(cookieOf("carla@example.org"), Installation.BASE_URL, token)
                .expect(403);

        assertThat(other.text()).contains("another address").doesNotContain(BEN);
        accept(cookieOf(BEN), Installation.BASE_URL, token).expect(200);
    }

    @Test
    void a_wrong_password_shows_the_form_again_and_a_foreign_path_leads_nowhere() {
        tenon().person(BEN);

        Answer wrong = http().post("/sign-in")
                .header("Accept", BROWSER)
                .header("Origin", Installation.BASE_URL)
                .form(Map.of("email", BEN, "password", "wrong horse battery staple"))
                .expect(422);
        assertThat(wrong.text()).contains("role=\"alert\"", "name=\"password\"").doesNotContain("wrong horse");
        for (String foreign : new String[] {"https://evil.example.com", "//evil.example.com", "/\\evil.example.com"}) {
            assertThat(signIn(BEN, foreign).expect(200).header("Location")).isEmpty();
        }
    }

    @Test
    void in_a_browser_an_invitation_is_declined_by_the_button_and_not_by_looking() {
        String token = invited();
        WebKit browser = new WebKit();

        browser.open(tenon().address().resolve("/accept-invitation?token=" + token));
        assertThat(browser.title()).isEqualTo("Accept the invitation");
        browser.open(tenon().address().resolve("/decline-invitation?token=" + token));
        browser.press();

        assertThat(browser.title()).isEqualTo("The invitation is declined");
        browser.open(tenon().address().resolve("/decline-invitation?token=" + token));
        browser.press();
        assertThat(browser.title()).isEqualTo("This link is no longer valid");
    }

    @Test
    void in_a_browser_somebody_registers() {
        WebKit browser = new WebKit();
        browser.open(tenon().address().resolve("/register"));
        browser.type("email", BEN);
        browser.type("password", "short");
        browser.press();
        assertThat(browser.text()).contains("15");
        browser.type("email", BEN);
        browser.type("password", Fixtures.PASSWORD);
        browser.press();

        assertThat(browser.title()).isEqualTo("Read your mail");
        assertThat(tenon().mailedLink(BEN)).endsWith("/verify-email");
    }
}
