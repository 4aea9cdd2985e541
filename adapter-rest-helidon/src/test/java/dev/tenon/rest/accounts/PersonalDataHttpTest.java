package dev.tenon.rest.accounts;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonalDataHttpTest extends HttpTest {

    @Test
    void P1_tells_the_caller_everything_as_a_file_without_secrets() {
        Person ana = tenon().ana();

        Answer export = ana.http().get("/v1/me/export").expect(200);

        assertThat(export.header("Content-Disposition"))
                .contains("attachment; filename=\"export-" + ana.id() + ".json\"");
        assertThat(export.header("Cache-Control")).contains("no-store");
        assertThat(export.at("/userId")).isEqualTo(ana.id());
        assertThat(export.text())
                .contains("\"table\":\"users\"", "\"table\":\"audit_logs\"", ana.email())
                .doesNotContain(ana.token(), "{fast}");
    }

    @Test
    void tells_of_others_only_to_those_who_may() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");

        ben.http().get("/v1/users/" + ana.id() + "/export").refused(404, "account-not-found");
        ben.http().get("/v1/users/" + ben.id() + "/export").expect(200);
        tenon().admin().http().get("/v1/users/" + ana.id() + "/export").expect(200);
    }

    @Test
    void P2_erases_the_caller_and_ends_the_session() {
        Person ana = tenon().ana();

        ana.http().get("/v1/me/erasure").expect(200);
        ana.http().delete("/v1/me").json(Map.of("password", "wrong")).refused(403, "password-wrong");
        ana.http().delete("/v1/me").json(Map.of("password", PASSWORD)).expect(204);

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
        http().post("/v1/sessions")
                .json(Map.of("email", ana.email(), "password", PASSWORD))
                .refused(401, "sign-in-failed");
        Answer left = tenon().admin().http().get("/v1/users/" + ana.id()).expect(200);
        assertThat(left.at("/status")).isEqualTo("erased");
        assertThat(left.text()).doesNotContain(ana.email());
    }

    @Test
    void erases_others_for_those_who_may() {
        Person ana = tenon().ana();
        Person admin = tenon().admin();
        String erasure = "/v1/users/" + ana.id() + "/erasure";

        tenon().person("ben@example.org").http().get(erasure).refused(404, "account-not-found");
        assertThat(admin.http().get(erasure).expect(200).at("/isPossible")).isEqualTo("true");
        admin.http().delete("/v1/users/" + ana.id()).expect(204);
        admin.http().get(erasure).refused(404, "account-not-found");

        admin.http().delete("/v1/users/" + ana.id()).refused(404, "account-not-found");
        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void says_what_stands_in_the_way() {
        Person admin = tenon().admin();

        Answer erasure = admin.http().get("/v1/me/erasure").expect(200);

        assertThat(erasure.at("/blockers/0/code")).isEqualTo("last-admin");
        admin.http().delete("/v1/me").json(Map.of("password", PASSWORD)).refused(409, "account-last-admin");
    }
}
