package dev.tenon.rest.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient.Call;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsHttpTest extends HttpTest {

    private static final String THEME = "/v1/me/settings/theme";

    private Person ana;

    @BeforeEach
    void signIn() {
        ana = tenon().ana();
    }

    @Test
    void makes_reads_replaces_and_forgets_a_setting() {
        Answer made = put(THEME, "{\"mode\":\"dark\"}").expect(201);
        assertThat(made.text()).isEqualTo("{\"mode\": \"dark\"}");
        assertThat(ana.http().get(THEME).expect(200).etag()).isEqualTo(made.etag());

        Answer replaced = put(THEME, "\"light\"").expect(200);
        assertThat(replaced.text()).isEqualTo("\"light\"");
        assertThat(replaced.etag()).isNotEqualTo(made.etag());
        Answer list = ana.http().get("/v1/me/settings").expect(200);
        assertThat(list.items("settingKey")).containsExactly("theme");
        assertThat(list.items("settingValue")).containsExactly("light");

        ana.http().delete(THEME).expect(204);
        ana.http().get(THEME).refused(404, "setting-not-found");
        ana.http().delete(THEME).refused(404, "setting-not-found");
        assertThat(ana.http().get("/v1/me/settings").expect(200).items("settingKey"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "0",
                "-0.5",
                "\"\"",
                "\"text\"",
                "[]",
                "{}",
                "[1, [2, {\"a\": [null]}]]",
                "\"\u00e9 \ud83d\ude00 \\u001f\""
            })
    void takes_any_json_and_gives_it_back(String value) {
        put(THEME, value).expect(201);

        assertThat(ana.http().get(THEME).expect(200).text()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{'a': 1}",
                "{\"a\": 1} trailing",
                "{\"a\": NaN}",
                "01",
                "// comment\n{}",
                "\uFEFF{}",
                "<xml/>",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "{\"a\": 1, \"a\": 2}",
                "1e400000"
            })
    void I1_refuses_what_is_no_json_that_everybody_reads_alike(String value) {
        put(THEME, value).refused(400, "request-malformed");

        ana.http().get(THEME).refused(404, "setting-not-found");
    }

    @Test
    void I1_refuses_what_is_nested_deeper_than_64_levels() {
        put(THEME, "[".repeat(64) + "]".repeat(64)).expect(201);
        put(THEME, "[".repeat(65) + "]".repeat(65)).refused(400, "request-malformed");
        put(THEME, "[".repeat(100_000)).refused(400, "request-malformed");
    }

    @Test
    void refuses_a_value_of_more_than_64_kibibytes_and_a_body_of_more_than_a_mebibyte() {
        put(THEME, '"' + "a".repeat(65_534) + '"').expect(201);
        put(THEME, '"' + "a".repeat(65_535) + '"').refused(413, "setting-too-large");
        put(THEME, '"' + "a".repeat(1 << 20) + '"').refused(413, "http-body-too-large");
    }

    @Test
    void refuses_the_201st_setting() {
        for (int number = 1; number <= 200; number++) {
            put("/v1/me/settings/key-" + number, "1").expect(201);
        }

        put(THEME, "1").refused(409, "setting-limit-reached");
        put("/v1/me/settings/key-7", "2").expect(200);
    }

    @Test
    void refuses_a_key_that_breaks_the_rule() {
        for (String key : List.of("%2Etheme", "a%20b", "%C3%A9", "-a", "a".repeat(256))) {
            Answer answer = put("/v1/me/settings/" + key, "1").send();
            assertThat(answer.status()).as(key).isIn(404, 422);
        }
    }

    @Test
    void changes_the_revision_that_is_named_and_no_other() {
        String first = put(THEME, "1").expect(201).etag();
        String second = put(THEME, "2").header("If-Match", first).expect(200).etag();

        put(THEME, "3").header("If-Match", first).refused(412, "request-precondition-failed");
        ana.http().delete(THEME).header("If-Match", first).refused(412, "request-precondition-failed");
        put("/v1/me/settings/other", "3").header("If-Match", first).refused(412, "request-precondition-failed");
        ana.http().delete(THEME).header("If-Match", second).expect(204);
    }

    @Test
    void everybody_has_settings_of_their_own() {
        put(THEME, "\"secret\"").expect(201);
        Person ben = tenon().person("ben@example.org");

        ben.http().get(THEME).refused(404, "setting-not-found");
        assertThat(ben.http().get("/v1/me/settings").expect(200).items("settingKey"))
                .isEmpty();
    }

    @Test
    void U4_the_audit_trail_names_the_key_and_not_the_value() {
        put(THEME, "\"canary-4711\"").expect(201);

        Answer trail = tenon().admin()
                .http()
                .get("/v1/audit-logs")
                .query("action", "setting.changed")
                .expect(200);

        assertThat(trail.text()).contains("theme").doesNotContain("canary-4711");
    }

    private Call put(String path, String value) {
        return ana.http().put(path).body("application/json", value);
    }
}
