package dev.tenon.rest.accounts;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersHttpTest extends HttpTest {

    private Person admin;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
    }

    @Test
    void lists_accounts_newest_first() {
        tenon().account("ana@example.org");
        tenon().account("ben@example.org");

        Answer users = admin.http().get("/v1/users").expect(200);

        assertThat(users.items("email")).containsExactly("ben@example.org", "ana@example.org", "admin@example.org");
    }

    @Test
    void finds_accounts_by_words_by_status_and_by_role() {
        tenon().account("ana@example.org");
        Person anna = tenon().person("anna@example.org", Set.of("support"));
        patchStatus(anna, "banned").expect(200);

        assertThat(list("q", "AN")).contains("ana@example.org", "anna@example.org");
        assertThat(list("q", "An@")).isEmpty();
        assertThat(list("q", "nna@EXAMPLE")).containsExactly("anna@example.org");
        assertThat(list("q", "example ann")).containsExactly("anna@example.org");
        assertThat(list("q", "na")).isEmpty();
        assertThat(list("q", "an%")).isEmpty();
        assertThat(list("status", "banned")).containsExactly("anna@example.org");
        assertThat(list("role", "support")).containsExactly("anna@example.org");
        assertThat(list("role", "nobody has this")).isEmpty();
    }

    @Test
    void lists_who_has_not_signed_in_since_an_instant_longest_away_first() {
        tenon().account("ana@example.org");
        tenon().account("ben@example.org");

        assertThat(list("inactiveSince", "2100-01-01T00:00:00Z"))
                .contains("ana@example.org", "ben@example.org")
                .containsSubsequence("ana@example.org", "ben@example.org");
        assertThat(list("inactiveSince", "2000-01-01T00:00:00Z")).isEmpty();
        admin.http().get("/v1/users").query("inactiveSince", "yesterday").refused(422, "request-invalid");
        Answer first = admin.http()
                .get("/v1/users")
                .query("inactiveSince", "2100-01-01T00:00:00Z")
                .query("limit", "1")
                .expect(200);
        assertThat(first.items("email")).hasSize(1);
        assertThat(admin.http()
                        .get("/v1/users")
                        .query("inactiveSince", "2100-01-01T00:00:00Z")
                        .query("limit", "1")
                        .query("cursor", first.at("/next"))
                        .expect(200)
                        .items("email"))
                .hasSize(1)
                .doesNotContainAnyElementsOf(first.items("email"));
    }

    @Test
    void I3_takes_only_the_parameters_and_words_that_it_lists() {
        for (Map.Entry<String, String> query : Map.of(
                        "sort", "email",
                        "order", "id; DROP TABLE users",
                        "status", "asleep",
                        "limit", "0")
                .entrySet()) {
            Answer answer = admin.http()
                    .get("/v1/users")
                    .query(query.getKey(), query.getValue())
                    .refused(422, "request-invalid");
            assertThat(answer.pointers()).containsExactly("/" + query.getKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"' OR '1'='1", "\\", "%", "_", "ana@example.org'; --", "$1", ":q", "?"})
    void I3_a_search_is_text_and_never_a_query(String text) {
        tenon().account("ana@example.org");

        assertThat(list("q", text)).isEmpty();
    }

    @Test
    void makes_an_account_whose_address_is_vouched_for() {
        Answer created = admin.http()
                .post("/v1/users")
                .json("""
                        {"email": "Ben@Example.org", "password": "%s", "firstName": "Ben", "isEmailVerified": true,
                         "roles": ["support"]}
                        """.formatted(Fixtures.PASSWORD))
                .expect(201);

        String location = created.header("Location").orElseThrow();
        assertThat(location).isEqualTo("/v1/users/" + created.at("/id"));
        assertThat(created.at("/email")).isEqualTo("ben@example.org");
        Answer found = admin.http().get(location).expect(200);
        assertThat(found.json()).isEqualTo(created.json());
        assertThat(found.etag()).isEqualTo(created.etag());
        assertThat(admin.http().get(location + "/roles").expect(200).items("roleName"))
                .containsExactly("member", "support");
        http().post("/v1/sessions").json(credentials("ben@example.org")).expect(201);
    }

    @Test
    void makes_an_account_that_verifies_its_address_itself() {
        admin.http().post("/v1/users").json(credentials("ben@example.org")).expect(201);

        http().post("/v1/sessions").json(credentials("ben@example.org")).refused(403, "sign-in-email-unverified");
        http().post("/v1/email-verifications")
                .json(Map.of("token", tenon().mailedToken("ben@example.org")))
                .expect(200);
        http().post("/v1/sessions").json(credentials("ben@example.org")).expect(201);
    }

    @Test
    void makes_no_second_account_with_an_address() {
        tenon().account("ana@example.org");

        admin.http().post("/v1/users").json(credentials("ANA@example.org")).refused(409, "account-email-taken");
    }

    @Test
    void makes_no_account_with_a_role_that_there_is_not() {
        admin.http()
                .post("/v1/users")
                .json("{\"email\": \"ben@example.org\", \"roles\": [\"king\"]}")
                .refused(404, "role-not-found");

        assertThat(list("q", "ben")).isEmpty();
    }

    @Test
    void needs_the_permissions() {
        Person ana = tenon().ana();
        Person support = tenon().person("support@example.org", Set.of("support"));

        ana.http().get("/v1/users").refused(403, "request-forbidden");
        ana.http().post("/v1/users").json(credentials("ben@example.org")).refused(403, "request-forbidden");
        support.http().get("/v1/users").expect(200);
        support.http().post("/v1/users").json(credentials("ben@example.org")).refused(403, "request-forbidden");
        Answer seen = support.http().get("/v1/users/" + ana.id()).expect(200);
        support.http()
                .patch("/v1/users/" + ana.id())
                .patch(seen.etag(), Map.of("status", "banned"))
                .refused(403, "request-forbidden");
    }

    @Test
    void C1_what_the_caller_may_not_see_is_byte_for_byte_what_does_not_exist() {
        Person ana = tenon().ana();
        String missing = Fixtures.aUserId().toString();

        for (String suffix : List.of("", "/roles")) {
            String others = ana.http()
                    .get("/v1/users/" + admin.id() + suffix)
                    .refused(404, "account-not-found")
                    .withoutRequestId();
            assertThat(ana.http().get("/v1/users/" + missing + suffix).send().withoutRequestId())
                    .isEqualTo(others);
            assertThat(ana.http().get("/v1/users/not-an-id" + suffix).send().withoutRequestId())
                    .isEqualTo(others);
        }
        String others = ana.http()
                .patch("/v1/users/" + admin.id())
                .patch("\"1\"", Map.of("status", "banned"))
                .refused(404, "account-not-found")
                .withoutRequestId();
        assertThat(ana.http()
                        .patch("/v1/users/" + missing)
                        .patch("\"1\"", Map.of("status", "banned"))
                        .send()
                        .withoutRequestId())
                .isEqualTo(others);
    }

    @Test
    void a_person_may_see_and_rename_the_own_account_here_too() {
        Person ana = tenon().ana();
        String path = "/v1/users/" + ana.id();

        String etag = ana.http().get(path).expect(200).etag();
        ana.http().patch(path).patch(etag, Map.of("userName", "ana")).expect(200);
        etag = ana.http().get(path).expect(200).etag();
        ana.http().patch(path).patch(etag, Map.of("status", "inactive")).refused(403, "request-forbidden");
    }

    @Test
    void S3_a_ban_ends_every_session_at_its_next_request() {
        Person ana = tenon().ana();
        Person elsewhere = tenon().signInAgain(ana);

        patchStatus(ana, "banned").expect(200);

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
        elsewhere.http().get("/v1/documents").refused(401, "request-unauthenticated");
        http().post("/v1/sessions").json(credentials(ana.email())).refused(401, "sign-in-failed");
    }

    @Test
    void S3_sessions_of_before_a_ban_stay_ended_after_it() {
        Person ana = tenon().ana();
        patchStatus(ana, "banned").expect(200);

        patchStatus(ana, "active").expect(200);

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
        tenon().signInAgain(ana).http().get("/v1/me").expect(200);
    }

    @Test
    void the_last_administrator_cannot_be_put_to_rest() {
        patchStatus(admin, "inactive").withProblem("account-last-admin").expect(409);

        admin.http().get("/v1/me").expect(200);
        tenon().person("other@example.org", Set.of("admin"));
        patchStatus(admin, "inactive").expect(200);
    }

    @Test
    void nobody_is_erased_by_a_status() {
        Person ana = tenon().ana();

        patchStatus(ana, "erased").expect(422).withProblem("request-invalid");
    }

    @Test
    void C2_every_field_that_is_answered_and_cannot_be_changed_is_refused_when_sent_back() {
        Person ana = tenon().ana();
        String path = "/v1/users/" + ana.id();
        Answer user = admin.http().get(path).expect(200);
        List<String> refused = new ArrayList<>();

        for (Map.Entry<String, JsonNode> field : user.json().properties()) {
            if (!Set.of("userName", "firstName", "lastName", "status").contains(field.getKey())) {
                Answer answer = admin.http()
                        .patch(path)
                        .patch(user.etag(), Map.of(field.getKey(), field.getValue()))
                        .refused(422, "request-invalid");
                refused.addAll(answer.pointers());
            }
        }

        assertThat(refused)
                .containsExactlyInAnyOrder(
                        "/id", "/email", "/isEmailVerified", "/lastLoginAt", "/createdAt", "/updatedAt");
        assertThat(admin.http().get(path).expect(200).json()).isEqualTo(user.json());
    }

    @Test
    void C2_a_new_account_takes_no_field_that_Tenon_sets() {
        for (String field :
                List.of("id", "status", "lastLoginAt", "createdAt", "updatedAt", "passwordHash", "permissions")) {
            Answer answer = admin.http()
                    .post("/v1/users")
                    .json("{\"email\": \"ben@example.org\", \"%s\": \"active\"}".formatted(field))
                    .refused(422, "request-invalid");
            assertThat(answer.pointers()).containsExactly("/" + field);
        }
    }

    @Test
    void the_time_of_the_last_sign_in_is_shown() {
        Person ana = tenon().ana();

        Answer user = admin.http().get("/v1/users/" + ana.id()).expect(200);

        assertThat(user.at("/lastLoginAt")).isEqualTo(tenon().clock().instant().toString());
    }

    private List<String> list(String parameter, String value) {
        return admin.http().get("/v1/users").query(parameter, value).expect(200).items("email");
    }

    private Answer patchStatus(Person person, String status) {
        String path = "/v1/users/" + person.id();
        String etag = admin.http().get(path).expect(200).etag();
        return admin.http().patch(path).patch(etag, Map.of("status", status)).send();
    }
}
