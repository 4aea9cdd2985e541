package dev.tenon.rest.signin;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages behind the links of mails: as a browser without scripts uses them. */
class SigninPagesHttpTest extends HttpTest {

    private static final String ANA = "ana@example.org";
    private static final String FRESH = "a harbour full of paper boats";

    @Test
    void a_forgotten_password_is_set_anew_by_two_pages_and_a_mail() {
        tenon().account(ANA);

        assertThat(http().get("/forgot-password").expect(200).text())
                .contains("<form method=\"post\" action=\"/forgot-password\">", "type=\"email\"");
        http().post("/forgot-password").form(Map.of("email", ANA)).expect(200);
        String token = tenon().mailedToken(ANA);
        Answer page = http().get("/reset-password").query("token", token).expect(200);
        assertThat(page.text()).contains(token, "autocomplete=\"new-password\"").doesNotContainIgnoringCase("<script");
        Answer done = submit(token, FRESH, FRESH).expect(200);

        assertThat(done.text()).doesNotContain(token).doesNotContain(FRESH);
        assertThat(done.header("Set-Cookie")).isEmpty();
        http().post("/v1/sessions").json(credentials(ANA, FRESH)).expect(201);
        assertThat(submit(token, FRESH, FRESH).expect(410).text()).contains("no longer valid");
    }

    @Test
    void what_is_wrong_with_the_password_is_said_above_the_form_which_can_be_sent_again() {
        tenon().account(ANA);
        http().post("/forgot-password").form(Map.of("email", ANA)).expect(200);
        String token = tenon().mailedToken(ANA);

        Answer tooShort = submit(token, "short", "short").expect(422);
        Answer different = submit(token, FRESH, FRESH + "!").expect(422);
        Answer missing =
                http().post("/reset-password").form(Map.of("token", token)).expect(422);

        assertThat(tooShort.text()).contains("role=\"alert\"", "15", token).doesNotContain("value=\"short\"");
        assertThat(different.text()).contains("not the same", token).doesNotContain(FRESH);
        assertThat(missing.text()).contains("role=\"alert\"", token);
        submit(token, FRESH, FRESH).expect(200);
    }

    @Test
    void what_goes_wrong_on_a_page_is_a_page_where_a_browser_asks_and_a_problem_elsewhere() {
        tenon().account(ANA);
        http().post("/forgot-password").form(Map.of("email", ANA)).expect(200);
        Map<String, String> form = Map.of("token", tenon().mailedToken(ANA), "password", FRESH, "again", FRESH);
        ValidatingClient browser = http().with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        tenon().passwords().setBusy(true);
        Answer busy = browser.post("/reset-password").form(form).expect(503);
        http().post("/reset-password").form(form).refused(503, "password-hashing-busy");
        tenon().passwords().setBusy(false);
        Answer odd = browser.post("/undo-email-change")
                .form(Map.of("colour", "green"))
                .expect(400);
        Answer wrongType =
                browser.post("/confirm-email-change").json(Map.of("token", "x")).expect(415);
        Answer query = browser.get("/forgot-password").query("colour", "green").expect(422);

        for (Answer page : List.of(busy, odd, wrongType, query)) {
            assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(page.header("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
            assertThat(page.text()).contains("<h1>", "Request <code>").doesNotContainIgnoringCase("<script");
        }
        assertThat(busy.header("Retry-After")).isPresent();
        assertThat(odd.text()).contains("Send what the form on the page sends.");
        http().post("/undo-email-change").form(Map.of("colour", "green")).refused(400, "request-malformed");
        browser.post("/reset-password").form(form).expect(200);
    }

    @Test
    void A2_a_password_of_any_signs_is_taken_as_it_was_typed() {
        tenon().account(ANA);
        http().post("/forgot-password").form(Map.of("email", ANA)).expect(200);
        String odd = "  a+b=c&d%20e \u00e9 \uD83D\uDC1D ".repeat(40);

        submit(tenon().mailedToken(ANA), odd, odd).expect(200);

        http().post("/v1/sessions").json(credentials(ANA, odd)).expect(201);
    }

    @Test
    void E5_the_page_that_asks_for_a_link_answers_the_same_for_every_address() {
        tenon().account(ANA);

        String known = http().post("/forgot-password")
                .form(Map.of("email", ANA))
                .expect(200)
                .text();
        String unknown = http().post("/forgot-password")
                .form(Map.of("email", "nobody@example.org"))
                .expect(200)
                .text();

        assertThat(unknown).isEqualTo(known);
        assertThat(http().post("/forgot-password")
                        .form(Map.of("email", "nonsense"))
                        .expect(422)
                        .text())
                .contains("role=\"alert\"");
    }

    @Test
    void an_address_is_confirmed_and_taken_back_by_buttons() {
        Person ana = tenon().ana();
        ana.http()
                .post("/v1/me/email-changes")
                .json(Map.of("email", "ana.new@example.org", "password", Fixtures.PASSWORD))
                .expect(202);
        String confirm = tenon().mailedToken("ana.new@example.org");

        assertThat(http().get("/confirm-email-change")
                        .query("token", confirm)
                        .expect(200)
                        .text())
                .contains("<form", confirm);
        http().post("/confirm-email-change").form(Map.of("token", confirm)).expect(200);
        http().post("/confirm-email-change").form(Map.of("token", confirm)).expect(410);
        String undo = tenon().mailedToken(ANA);
        http().post("/undo-email-change").form(Map.of("token", undo)).expect(200);

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
        assertThat(tenon().mailedLink(ANA)).endsWith("/reset-password");
    }

    @Test
    void a_confirmation_says_so_if_the_address_was_taken_meanwhile() {
        Person ana = tenon().ana();
        ana.http()
                .post("/v1/me/email-changes")
                .json(Map.of("email", "ana.new@example.org", "password", Fixtures.PASSWORD))
                .expect(202);
        String confirm = tenon().mailedToken("ana.new@example.org");
        tenon().account("ana.new@example.org");

        assertThat(http().post("/confirm-email-change")
                        .form(Map.of("token", confirm))
                        .expect(409)
                        .text())
                .contains("Nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/reset-password", "/confirm-email-change", "/undo-email-change", "/verify-email"})
    void a_page_shows_nothing_of_a_hostile_token_and_looks_nothing_up(String path) {
        String hostile = "\"><script>alert(1)</script>";
        Map<String, String> form = path.equals("/reset-password")
                ? Map.of("token", hostile, "password", FRESH, "again", FRESH)
                : Map.of("token", hostile);

        assertThat(http().get(path).query("token", hostile).expect(200).text()).doesNotContain("<script");
        assertThat(http().post(path).form(form).expect(410).text()).doesNotContain("<script");
        assertThat(http().get(path).expect(200).text()).contains("incomplete");
    }

    @Test
    void P3_pages_are_not_kept_and_tell_nobody_where_they_are() {
        for (String path : List.of("/forgot-password", "/reset-password", "/confirm-email-change")) {
            Answer page = http().get(path).expect(200);

            assertThat(page.header("Cache-Control")).contains("no-store");
            assertThat(page.header("Referrer-Policy")).contains("no-referrer");
            assertThat(page.header("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "frame-ancestors 'none'");
        }
    }

    @Test
    void a_form_with_what_is_not_on_the_page_is_refused() {
        http().post("/forgot-password")
                .form(Map.of("email", ANA, "next", "https://evil.example"))
                .refused(400, "request-malformed");
        http().post("/forgot-password")
                .body("application/x-www-form-urlencoded", "email=a&email=b")
                .refused(400, "request-malformed");
    }

    private ValidatingClient.Call submit(String token, String password, String again) {
        return http().post("/reset-password").form(Map.of("token", token, "password", password, "again", again));
    }
}
