package dev.tenon.rest.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeHttpTest extends HttpTest {

    private Person ana;

    @BeforeEach
    void signIn() {
        ana = tenon().ana();
    }

    @Test
    void shows_the_caller() {
        Answer me = ana.http().get("/v1/me").expect(200);

        assertThat(me.at("/id")).isEqualTo(ana.id());
        assertThat(me.at("/email")).isEqualTo("ana@example.org");
        assertThat(me.json().at("/isEmailVerified").booleanValue()).isTrue();
    }

    @Test
    void needs_a_token() {
        http().get("/v1/me").refused(401, "request-unauthenticated");
        http().as("tns_nonsense").get("/v1/me").refused(401, "request-unauthenticated");
        http().get("/v1/me").header("Authorization", "Basic YW5hOnNlY3JldA==").refused(401, "request-unauthenticated");
        http().get("/v1/me").header("Authorization", ana.token()).refused(401, "request-unauthenticated");
        http().get("/v1/me").query("token", ana.token()).refused(401, "request-unauthenticated");
    }

    @Test
    void changes_what_the_patch_names_and_leaves_the_rest() {
        Answer before = ana.http().get("/v1/me").expect(200);

        Answer after = ana.http()
                .patch("/v1/me")
                .patch(before.etag(), "{\"userName\": \"ana\", \"lastName\": null}")
                .expect(200);

        assertThat(after.at("/userName")).isEqualTo("ana");
        assertThat(after.at("/firstName")).isEqualTo(before.at("/firstName"));
        assertThat(after.json().at("/lastName").isNull()).isTrue();
        assertThat(after.etag()).isNotEqualTo(before.etag());
        assertThat(ana.http().get("/v1/me").expect(200).json()).isEqualTo(after.json());
    }

    @Test
    void takes_a_patch_that_calls_itself_plain_json() {
        String etag = ana.http().get("/v1/me").expect(200).etag();

        ana.http()
                .patch("/v1/me")
                .header("If-Match", etag)
                .json(Map.of("firstName", "Anna"))
                .expect(200);
    }

    @Test
    void a_patch_says_which_revision_it_changes() {
        ana.http().patch("/v1/me").json(Map.of("firstName", "Anna")).refused(428, "request-precondition-required");
    }

    @Test
    void a_patch_of_a_stale_revision_changes_nothing() {
        String etag = ana.http().get("/v1/me").expect(200).etag();
        ana.http().patch("/v1/me").patch(etag, Map.of("firstName", "Anna")).expect(200);

        ana.http().patch("/v1/me").patch(etag, Map.of("firstName", "Anne")).refused(412, "request-precondition-failed");

        assertThat(ana.http().get("/v1/me").expect(200).at("/firstName")).isEqualTo("Anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"999\"", "W/\"1\"", "\"\"", "\"01\"", "\"9999999999999999999999\"", "\"abc\""})
    void a_tag_that_was_never_given_matches_nothing(String tag) {
        ana.http().patch("/v1/me").patch(tag, Map.of("firstName", "Anna")).refused(412, "request-precondition-failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "x", ","})
    void a_tag_that_is_none_cannot_be_read(String tag) {
        ana.http().patch("/v1/me").patch(tag, Map.of("firstName", "Anna")).refused(400, "request-malformed");
    }

    @Test
    void C2_every_field_that_is_answered_and_not_a_name_is_refused_when_sent_back() {
        Answer me = ana.http().get("/v1/me").expect(200);
        List<String> refused = new ArrayList<>();

        for (Map.Entry<String, JsonNode> field : me.json().properties()) {
            Answer answer = ana.http()
                    .patch("/v1/me")
                    .patch(me.etag(), Map.of(field.getKey(), field.getValue()))
                    .send();
            if (answer.status() == 422) {
                assertThat(answer.pointers()).containsExactly("/" + field.getKey());
                refused.add(field.getKey());
            } else {
                assertThat(field.getKey()).isIn("userName", "firstName", "lastName");
                me = ana.http().get("/v1/me").expect(200);
            }
        }

        assertThat(refused)
                .containsExactlyInAnyOrder(
                        "id",
                        "email",
                        "status",
                        "isEmailVerified",
                        "lastLoginAt",
                        "createdAt",
                        "updatedAt",
                        "impersonation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"isEmailVerified\": true}",
                "{\"emailVerified\": true}",
                "{\"email_verified\": true}",
                "{\"is_email_verified\": true}",
                "{\"email\": \"root@example.org\"}",
                "{\"email\": \"root@example.org\", \"isEmailVerified\": true}",
                "{\"firstName\": \"Ana\", \"isEmailVerified\": true}",
                "{\"status\": \"active\"}",
                "{\"revision\": 7}"
            })
    void A8_nobody_verifies_or_changes_an_address_by_a_patch_of_the_own_account(String patch) {
        Answer me = ana.http().get("/v1/me").expect(200);

        ana.http().patch("/v1/me").patch(me.etag(), patch).refused(422, "request-invalid");
        ana.http().patch("/v1/users/" + ana.id()).patch(me.etag(), patch).send();

        Answer after = ana.http().get("/v1/me").expect(200);
        assertThat(after.at("/email")).isEqualTo("ana@example.org");
        assertThat(after.json()).isEqualTo(me.json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"firstName\": 1}",
                "{\"firstName\": true}",
                "{\"firstName\": [\"Ana\"]}",
                "{\"firstName\": {\"$ne\": null}}",
                "{\"firstName\": \"\"}",
                "{\"firstName\": \"  \"}",
                "{\"firstName\": \"a\\nb\"}",
                "{\"firstName\": \"a\\u0000b\"}",
                "{\"firstName\": \"\\ud800\"}",
                "{\"firstname\": \"Ana\"}",
                "{\"password\": \"correct horse battery staple\"}",
                "{\"passwordHash\": \"x\"}",
                "{\"roles\": [\"admin\"]}"
            })
    void refuses_a_patch_that_breaks_a_rule(String patch) {
        Answer me = ana.http().get("/v1/me").expect(200);

        Answer answer = ana.http().patch("/v1/me").patch(me.etag(), patch).send();

        assertThat(answer.status()).isIn(400, 422);
        assertThat(ana.http().get("/v1/me").expect(200).json()).isEqualTo(me.json());
    }

    @Test
    void keeps_names_as_they_were_typed() {
        String etag = ana.http().get("/v1/me").expect(200).etag();
        String name = "A\u0301na \u200Fعنا \uD83D\uDC1D <b>'; DROP TABLE users; --";

        Answer after = ana.http()
                .patch("/v1/me")
                .patch(etag, Map.of("firstName", name))
                .expect(200);

        assertThat(after.at("/firstName")).isEqualTo(name);
    }

    @Test
    void takes_no_more_than_255_characters_of_a_name() {
        String etag = ana.http().get("/v1/me").expect(200).etag();

        ana.http()
                .patch("/v1/me")
                .patch(etag, Map.of("firstName", "a".repeat(256)))
                .refused(422, "request-invalid");
        ana.http()
                .patch("/v1/me")
                .patch(etag, Map.of("firstName", "a".repeat(255)))
                .expect(200);
    }
}
