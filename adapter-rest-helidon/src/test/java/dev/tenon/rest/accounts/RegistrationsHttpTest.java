package dev.tenon.rest.accounts;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationsHttpTest extends HttpTest {

    private static final String ANA = "ana@example.org";

    @Test
    void answers_202_with_nothing_and_mails_a_link() {
        Answer answer = register(ANA, Fixtures.PASSWORD).expect(202);

        assertThat(answer.body()).isEmpty();
        assertThat(tenon().mailsTo(ANA))
                .singleElement()
                .satisfies(
                        mail -> assertThat(mail.text()).contains(Installation.BASE_URL + "/verify-email?token=tnm_"));
    }

    @Test
    void E5_answers_the_same_whether_or_not_the_address_has_an_account() {
        tenon().account("verified@example.org");
        register("waiting@example.org", Fixtures.PASSWORD).expect(202);
        Person banned = tenon().person("banned@example.org");
        ban(banned);

        List<Map<String, List<String>>> answers = Stream.of(
                        "new@example.org", "verified@example.org", "waiting@example.org", "banned@example.org")
                .map(email -> comparable(register(email, Fixtures.PASSWORD).expect(202)))
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(tenon().mailsTo("verified@example.org"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("account-exists"));
    }

    @Test
    void E5_does_the_same_work_whether_or_not_the_address_has_an_account() {
        tenon().account("verified@example.org");
        int before = tenon().passwords().hashes();

        register("new@example.org", Fixtures.PASSWORD).expect(202);
        int forNew = tenon().passwords().hashes() - before;
        register("verified@example.org", Fixtures.PASSWORD).expect(202);
        int forKnown = tenon().passwords().hashes() - before - forNew;

        assertThat(forKnown).isEqualTo(forNew).isPositive();
    }

    @Test
    void E4_links_begin_with_the_configured_base_url_whatever_the_request_claims() {
        http().with("Host", "evil.example.com")
                .with("X-Forwarded-Host", "evil.example.com")
                .with("X-Forwarded-Proto", "http")
                .with("Forwarded", "host=evil.example.com;proto=http")
                .with("X-Original-URL", "http://evil.example.com/")
                .with("Origin", "http://evil.example.com")
                .post("/v1/registrations")
                .json(credentials(ANA))
                .expect(202);

        assertThat(tenon().mailedLink(ANA)).isEqualTo(Installation.BASE_URL + "/verify-email");
        assertThat(tenon().mailsTo(ANA)).noneMatch(mail -> mail.text().contains("evil"));
    }

    @Test
    void E1_nothing_is_mailed_for_a_registration_that_was_refused() {
        register(ANA, "short").refused(422, "request-invalid");

        assertThat(tenon().mailsTo(ANA)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "@example.org",
                "ana@",
                "ana@localhost",
                "ana@@example.org",
                "a na@example.org",
                "ana@example.org\\r\\nBcc: ben@example.org",
                "ana@example.org\\u0000",
                "\\\"ana\\\"@example.org",
                "ana@[192.0.2.1]",
                "Ana <ana@example.org>",
                "ana@example.org, ben@example.org",
                ".ana@example.org",
                "ana@-example.org",
                "\\ud800@example.org"
            })
    void E3_refuses_addresses_outside_its_grammar(String email) {
        Answer answer = http().post("/v1/registrations")
                .json("{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, Fixtures.PASSWORD))
                .send();

        assertThat(answer.status()).isIn(400, 422);
        tenon().runJobs();
        assertThat(tenon().mail().sent()).isEmpty();
    }

    @Test
    void addresses_that_differ_in_case_alone_are_one_account() {
        register("Ana@Example.ORG", Fixtures.PASSWORD).expect(202);
        http().post("/v1/email-verifications")
                .json(Map.of("token", tenon().mailedToken(ANA)))
                .expect(200);

        http().post("/v1/sessions").json(credentials("ANA@example.org")).expect(201);
    }

    @Test
    void names_every_field_that_breaks_a_rule() {
        Answer answer = http().post("/v1/registrations").json("""
                        {"email": "nobody", "password": "short", "userName": "a\\u0007na", "lastName": "  "}
                        """).refused(422, "request-invalid");

        assertThat(answer.pointers()).containsExactlyInAnyOrder("/email", "/password", "/userName", "/lastName");
    }

    @Test
    void A1_takes_any_password_of_15_to_1024_characters_and_asks_for_nothing_else() {
        register("a@example.org", "a".repeat(14)).refused(422, "request-invalid");
        register("b@example.org", "vxqmtrwzkpljhgf").expect(202);
        register(
                        "c@example.org",
                        "\uD83D\uDC1D\uD83C\uDF0D\uD83E\uDD81\uD83C\uDFB2\uD83D\uDD25".repeat(3)
                                + "\uD83D\uDC19 \uD83D\uDEF6 x")
                .expect(202);
        register("d@example.org", "wooden river ".repeat(78) + "teaspoon..").expect(202);
        register("e@example.org", "wooden river ".repeat(78) + "teaspoon...").refused(422, "request-invalid");
        register("f@example.org", "739502846190275").expect(202);
    }

    @Test
    void A3_refuses_common_guessable_and_contextual_passwords_and_says_what_to_improve() {
        Map<String, String> weak = Map.of(
                "passwordpassword", "password-common",
                "aaaaaaaaaaaaaaa", "password-guessable",
                "ben@example.org 1", "password-contextual");

        weak.forEach((password, code) -> {
            Answer answer = register("ben@example.org", password).refused(422, "request-invalid");

            assertThat(answer.pointers()).containsExactly("/password");
            assertThat(answer.text()).contains(code).doesNotContain(password);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "status",
                "isEmailVerified",
                "roles",
                "createdAt",
                "lastLoginAt",
                "passwordHash",
                "admin",
                ""
            })
    void C2_refuses_a_field_that_a_registration_does_not_have(String field) {
        Answer answer = http().post("/v1/registrations")
                .json("{\"email\": \"%s\", \"password\": \"%s\", \"%s\": true}"
                        .formatted(ANA, Fixtures.PASSWORD, field))
                .refused(422, "request-invalid");

        assertThat(answer.pointers()).containsExactly("/" + field);
        assertThat(tenon().mailsTo(ANA)).isEmpty();
    }

    @Test
    void refuses_a_field_that_comes_twice() {
        http().post("/v1/registrations")
                .json("{\"email\": \"%s\", \"password\": \"%s\", \"email\": \"ben@example.org\"}"
                        .formatted(ANA, Fixtures.PASSWORD))
                .refused(400, "request-malformed");
    }

    @Test
    void an_account_cannot_be_used_before_its_address_is_verified() {
        register(ANA, Fixtures.PASSWORD).expect(202);

        http().post("/v1/sessions").json(credentials(ANA)).refused(403, "sign-in-email-unverified");
        http().post("/v1/sessions")
                .json(credentials(ANA, "another long enough password"))
                .refused(401, "sign-in-failed");
    }

    @Test
    void A8_registering_again_replaces_the_password_and_kills_the_older_link() {
        register(ANA, "the attacker's password").expect(202);
        String first = tenon().mailedToken(ANA);
        tenon().clock().advance(Duration.ofMinutes(2));
        register(ANA, Fixtures.PASSWORD).expect(202);
        String second = tenon().mailedToken(ANA);

        http().post("/v1/email-verifications").json(Map.of("token", first)).refused(410, "token-gone");
        http().post("/v1/email-verifications").json(Map.of("token", second)).expect(200);

        http().post("/v1/sessions")
                .json(credentials(ANA, "the attacker's password"))
                .refused(401, "sign-in-failed");
        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
    }

    @Test
    void registering_a_verified_address_changes_nothing_about_its_account() {
        tenon().account(ANA);

        register(ANA, "the attacker's password").expect(202);

        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
    }

    private ValidatingClient.Call register(String email, String password) {
        return http().post("/v1/registrations").json(credentials(email, password));
    }

    private void ban(Person person) {
        tenon().tenon()
                .accounts()
                .update(
                        Actor.system("test"),
                        UserId.parse(person.id()).orElseThrow(),
                        AccountPatch.status(AccountStatus.BANNED),
                        Expected.any());
    }

    /** Status, headers and body, without what names the one request. */
    private static Map<String, List<String>> comparable(Answer answer) {
        Map<String, List<String>> comparable = new TreeMap<>(answer.headers().map());
        comparable.remove("request-id");
        comparable.remove("date");
        // Fewer with every request of the address, whatever it asks.
        comparable.remove("ratelimit");
        comparable.put("status and body", List.of(answer.status() + answer.text()));
        return comparable;
    }
}
