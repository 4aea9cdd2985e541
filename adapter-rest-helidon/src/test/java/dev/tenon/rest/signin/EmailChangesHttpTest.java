package dev.tenon.rest.signin;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmailChangesHttpTest extends HttpTest {

    private static final String ANA = "ana@example.org";
    private static final String NEW = "ana.new@example.org";

    @Test
    void A7_nothing_changes_before_the_new_mailbox_answers() {
        Person ana = tenon().ana();

        ask(ana, NEW).expect(202);

        assertThat(ana.http().get("/v1/me").expect(200).at("/email")).isEqualTo(ANA);
        http().post("/v1/sessions").json(credentials(NEW)).refused(401, "sign-in-failed");
        Answer confirmed = confirm(tenon().mailedToken(NEW)).expect(200);
        assertThat(confirmed.at("/userId")).isEqualTo(ana.id());
        assertThat(confirmed.at("/email")).isEqualTo(NEW);
        assertThat(confirmed.text()).doesNotContain("tns_");
        assertThat(ana.http().get("/v1/me").expect(200).at("/email")).isEqualTo(NEW);
    }

    @Test
    void A7_a_confirmed_change_ends_the_other_sessions() {
        Person here = tenon().ana();
        Person elsewhere = tenon().signInAgain(here);

        changed(here);

        here.http().get("/v1/me").expect(200);
        elsewhere.http().get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void asks_for_the_password() {
        Person ana = tenon().ana();

        ana.http()
                .post("/v1/me/email-changes")
                .json(Map.of("email", NEW, "password", "another long enough password"))
                .refused(403, "password-wrong");
        ana.http().post("/v1/me/email-changes").json(Map.of("email", NEW)).refused(422, "request-invalid");

        assertThat(tenon().mailsTo(NEW)).isEmpty();
    }

    @Test
    void refuses_what_is_no_address_and_the_present_one() {
        Person ana = tenon().ana();

        assertThat(ask(ana, "nonsense").refused(422, "request-invalid").pointers())
                .containsExactly("/email");
        assertThat(ask(ana, ANA).refused(422, "request-invalid").pointers()).containsExactly("/email");
    }

    @Test
    void A6_each_token_is_for_its_own_purpose_and_address() {
        Person ana = tenon().ana();
        ask(ana, NEW).expect(202);
        String token = tenon().mailedToken(NEW);

        http().post("/v1/email-verifications").json(Map.of("token", token)).refused(410, "token-gone");
        undo(token).refused(410, "token-gone");
        http().post("/v1/password-resets")
                .json(Map.of("token", token, "password", "a harbour full of paper boats"))
                .refused(410, "token-gone");

        confirm(token).expect(200);
        String undo = tenon().mailedToken(ANA);
        confirm(undo).refused(410, "token-gone");
        confirm(token).refused(410, "token-gone");
        undo(undo).expect(200);
    }

    @Test
    void A6_a_second_change_replaces_the_first() {
        Person ana = tenon().ana();
        ask(ana, NEW).expect(202);
        String older = tenon().mailedToken(NEW);
        tenon().clock().advance(Duration.ofMinutes(2));
        ask(ana, "third@example.org").expect(202);

        confirm(older).refused(410, "token-gone");
        assertThat(confirm(tenon().mailedToken("third@example.org")).expect(200).at("/email"))
                .isEqualTo("third@example.org");
    }

    @Test
    void A6_reading_a_link_changes_nothing() {
        Person ana = tenon().ana();
        ask(ana, NEW).expect(202);
        String token = tenon().mailedToken(NEW);

        http().get("/confirm-email-change").query("token", token).expect(200);
        http().head("/confirm-email-change").query("token", token).expect(200);

        assertThat(ana.http().get("/v1/me").expect(200).at("/email")).isEqualTo(ANA);
        confirm(token).expect(200);
        String undo = tenon().mailedToken(ANA);
        http().get("/undo-email-change").query("token", undo).expect(200);
        assertThat(ana.http().get("/v1/me").expect(200).at("/email")).isEqualTo(NEW);
        undo(undo).expect(200);
    }

    @Test
    void E4_links_begin_with_the_configured_address_whatever_the_request_claims() {
        Person ana = tenon().ana();
        ValidatingClient liar = ana.http()
                .with("X-Forwarded-Host", "evil.example")
                .with("Forwarded", "host=evil.example")
                .with("Origin", "https://evil.example");

        liar.post("/v1/me/email-changes")
                .json(Map.of("email", NEW, "password", Fixtures.PASSWORD))
                .expect(202);

        assertThat(tenon().mailedLink(NEW)).isEqualTo(Installation.BASE_URL + "/confirm-email-change");
        liar.anonymous()
                .post("/v1/email-change-confirmations")
                .json(Map.of("token", tenon().mailedToken(NEW)))
                .expect(200);
        assertThat(tenon().mailedLink(ANA)).isEqualTo(Installation.BASE_URL + "/undo-email-change");
    }

    @Test
    void E5_an_address_that_is_taken_is_answered_alike() {
        Person ana = tenon().ana();
        tenon().account("ben@example.org");
        String free = ask(ana, NEW).expect(202).withoutRequestId();
        tenon().clock().advance(Duration.ofMinutes(2));

        String taken = ask(ana, "ben@example.org").expect(202).withoutRequestId();

        assertThat(taken).isEqualTo(free);
        assertThat(tenon().mailsTo("ben@example.org"))
                .noneMatch(mail -> mail.text().contains("token="));
    }

    @Test
    void refuses_an_address_that_was_taken_meanwhile() {
        Person ana = tenon().ana();
        ask(ana, NEW).expect(202);
        String token = tenon().mailedToken(NEW);
        tenon().account(NEW);

        confirm(token).refused(409, "account-email-taken");

        assertThat(ana.http().get("/v1/me").expect(200).at("/email")).isEqualTo(ANA);
    }

    @Test
    void A7_the_old_mailbox_takes_the_account_back_from_whoever_has_it() {
        Person intruder = tenon().ana();
        changed(intruder);
        String undo = tenon().mailedToken(ANA);

        assertThat(undo(undo).expect(200).at("/email")).isEqualTo(ANA);

        intruder.http().get("/v1/me").refused(401, "request-unauthenticated");
        http().post("/v1/sessions").json(credentials(ANA)).refused(401, "sign-in-failed");
        http().post("/v1/sessions").json(credentials(NEW)).refused(401, "sign-in-failed");
        http().post("/v1/password-resets")
                .json(Map.of("token", tenon().mailedToken(ANA), "password", "a harbour full of paper boats"))
                .expect(204);
        http().post("/v1/sessions")
                .json(credentials(ANA, "a harbour full of paper boats"))
                .expect(201);
        undo(undo).refused(410, "token-gone");
    }

    @Test
    void A8_an_address_that_got_another_owner_is_not_taken_back_from_that_owner() {
        Person ana = tenon().ana();
        changed(ana);
        String undo = tenon().mailedToken(ANA);
        Person owner = tenon().person(ANA);

        undo(undo).refused(409, "account-email-taken");

        assertThat(owner.http().get("/v1/me").expect(200).at("/email")).isEqualTo(ANA);
        assertThat(ana.http().get("/v1/me").expect(200).at("/email")).isEqualTo(NEW);
        http().post("/v1/sessions").json(credentials(ANA)).expect(201);
        Answer page =
                http().post("/undo-email-change").form(Map.of("token", undo)).expect(409);
        assertThat(page.text()).contains("Nothing was changed").doesNotContain(undo);
    }

    @Test
    void A8_registering_the_old_address_does_not_keep_its_reader_from_taking_the_account_back() {
        Person intruder = tenon().ana();
        changed(intruder);
        String undo = tenon().mailedToken(ANA);
        http().post("/v1/registrations")
                .json(credentials(ANA, "a net for somebody else's fish"))
                .expect(202);
        String squatters = tenon().mailedToken(ANA);

        assertThat(undo(undo).expect(200).at("/userId")).isEqualTo(intruder.id());

        http().post("/v1/email-verifications").json(Map.of("token", squatters)).refused(410, "token-gone");
        http().post("/v1/sessions")
                .json(credentials(ANA, "a net for somebody else's fish"))
                .refused(401, "sign-in-failed");
    }

    @Test
    void A8_old_tokens_of_a_recycled_address_do_not_touch_its_new_owner() {
        Person ana = tenon().ana();
        http().post("/v1/password-reset-requests").json(Map.of("email", ANA)).expect(202);
        String reset = tenon().mailedToken(ANA);
        changed(ana);
        Person owner = tenon().person(ANA);

        http().post("/v1/password-resets")
                .json(Map.of("token", reset, "password", "a harbour full of paper boats"))
                .refused(410, "token-gone");
        for (String path : List.of("/v1/email-verifications", "/v1/email-change-confirmations")) {
            http().post(path).json(Map.of("token", reset)).refused(410, "token-gone");
        }

        owner.http().get("/v1/me").expect(200);
        assertThat(ana.http().get("/v1/me").expect(200).at("/id")).isNotEqualTo(owner.id());
    }

    private void changed(Person person) {
        ask(person, NEW).expect(202);
        confirm(tenon().mailedToken(NEW)).expect(200);
    }

    private static ValidatingClient.Call ask(Person person, String email) {
        return person.http().post("/v1/me/email-changes").json(Map.of("email", email, "password", Fixtures.PASSWORD));
    }

    private ValidatingClient.Call confirm(String token) {
        return http().post("/v1/email-change-confirmations").json(Map.of("token", token));
    }

    private ValidatingClient.Call undo(String token) {
        return http().post("/v1/email-change-undos").json(Map.of("token", token));
    }
}
