package dev.tenon.rest.signin;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class LoginHistoryHttpTest extends HttpTest {

    private static final String WRONG = "another long enough password";

    @Test
    void a_person_sees_the_tries_at_the_own_account_newest_first() {
        Person ana = tenon().ana();
        http().with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0")
                .post("/v1/sessions")
                .json(credentials(ana.email(), WRONG))
                .refused(401, "sign-in-failed");

        Answer logins = ana.http().get("/v1/me/logins").expect(200);

        assertThat(logins.items("outcome")).containsExactly("failure", "success");
        assertThat(logins.at("/items/0/reason")).isEqualTo("wrong-password");
        assertThat(logins.at("/items/0/device")).isEqualTo("Firefox on Linux");
        assertThat(logins.at("/items/0/ipAddress")).isEqualTo("127.0.0.1");
        assertThat(logins.items("userId")).containsOnly(ana.id());
    }

    @Test
    void C1_anothers_tries_are_for_those_who_may() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        Person admin = tenon().admin();

        assertThat(ana.http()
                        .get("/v1/users/" + ana.id() + "/logins")
                        .expect(200)
                        .items("outcome"))
                .containsExactly("success");
        assertThat(admin.http()
                        .get("/v1/users/" + ana.id() + "/logins")
                        .expect(200)
                        .items("userId"))
                .containsExactly(ana.id());
        String others =
                ben.http().get("/v1/users/" + ana.id() + "/logins").expect(404).withoutRequestId();
        String nobodys = ben.http()
                .get("/v1/users/" + Fixtures.anId() + "/logins")
                .expect(404)
                .withoutRequestId();
        assertThat(others).isEqualTo(nobodys);
    }

    @Test
    void those_who_may_see_every_try_by_its_outcome_and_in_pages() {
        Person admin = tenon().admin();
        http().post("/v1/sessions")
                .json(credentials("nobody@example.org", WRONG))
                .refused(401, "sign-in-failed");
        http().post("/v1/sessions").json(credentials(admin.email(), WRONG)).refused(401, "sign-in-failed");

        Answer failures = admin.http()
                .get("/v1/login-history")
                .query("outcome", "failure")
                .query("limit", 1)
                .expect(200);
        Answer more = admin.http()
                .get("/v1/login-history")
                .query("outcome", "failure")
                .query("limit", 1)
                .query("cursor", failures.at("/next"))
                .expect(200);

        assertThat(failures.items("reason")).containsExactly("wrong-password");
        assertThat(more.items("reason")).containsExactly("unknown-account");
        assertThat(more.text()).doesNotContain("nobody@example.org");
        assertThat(admin.http()
                        .get("/v1/login-history")
                        .query("outcome", "success")
                        .expect(200)
                        .items("outcome"))
                .containsExactly("success");
        admin.http().get("/v1/login-history").query("outcome", "odd").refused(422, "request-invalid");
        tenon().ana().http().get("/v1/login-history").refused(403, "request-forbidden");
    }

    @Test
    void a_cursor_of_one_accounts_list_is_not_taken_for_anothers() {
        Person admin = tenon().admin();
        Person ana = tenon().ana();
        tenon().signInAgain(ana);
        String path = "/v1/users/" + ana.id() + "/logins";
        String cursor = admin.http().get(path).query("limit", 1).expect(200).at("/next");

        admin.http().get(path).query("cursor", cursor).expect(200);

        admin.http()
                .get("/v1/users/" + admin.id() + "/logins")
                .query("cursor", cursor)
                .refused(400, "request-cursor-invalid");
    }
}
