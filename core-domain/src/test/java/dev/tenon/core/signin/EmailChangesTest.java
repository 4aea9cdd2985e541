package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.EmailChanges;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmailChangesTest {

    private static final String ANA = "ana@example.org";
    private static final String NEW = "ana.new@example.org";

    private final TenonInMemory house = new TenonInMemory();
    private final EmailChanges changes = house.tenon.emailChanges();

    @Test
    void A7_nothing_changes_before_the_new_address_answers_and_both_are_told() {
        Actor ana = house.aPerson(ANA);

        changes.request(ana, NEW, PASSWORD);

        assertThat(house.openSession(ANA)).isNotNull();
        assertThat(house.lastMailTo(ANA)).startsWith("email-change-requested\n");
        Account after = changes.confirm(house.anonymous, house.mailedToken(NEW));
        assertThat(after.email().value()).isEqualTo(NEW);
        assertThat(after.emailVerified()).isTrue();
        assertThat(house.openSession(NEW)).isNotNull();
        assertRefused(SignInRefusal.FAILED, () -> house.openSession(ANA));
        assertThat(house.lastMailTo(ANA)).startsWith("email-changed\n");
        assertThat(house.auditedActions()).contains("email-change.requested", "email-change.confirmed");
    }

    @Test
    void A7_a_confirmed_change_ends_every_session_but_the_one_that_asked() {
        Actor here = house.aPerson(ANA);
        OpenedSession elsewhere = house.openSession(ANA);
        changes.request(here, NEW, PASSWORD);

        changes.confirm(house.anonymous, house.mailedToken(NEW));

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(elsewhere));
        assertThat(house.tenon.sessions().get(here, here.sessionId())).isNotNull();
    }

    @Test
    void asks_for_the_password_again() {
        Actor ana = house.aPerson(ANA);

        assertRefused(PasswordRefusal.WRONG, () -> changes.request(ana, NEW, "wrong"));
        assertRefused(RequestRefusal.INVALID, () -> changes.request(ana, NEW, null));
    }

    @Test
    void an_account_without_a_password_asks_soon_after_signing_in() {
        Actor ana = house.aPerson(ANA);
        house.storage.unitOfWork().run(() -> {
            house.storage.accounts().replacePassword(ana.person().orElseThrow(), "!", house.clock.instant());
            return ana;
        });
        changes.request(ana, NEW, null);

        house.clock.advance(Duration.ofMinutes(10));

        assertRefused(SignInRefusal.TOO_LONG_AGO, () -> changes.request(ana, "other@example.org", null));
    }

    @Test
    void refuses_what_is_no_address_and_the_present_one() {
        Actor ana = house.aPerson(ANA);

        assertRefused(RequestRefusal.INVALID, () -> changes.request(ana, "nonsense", PASSWORD));
        assertRefused(RequestRefusal.INVALID, () -> changes.request(ana, ANA, PASSWORD));
    }

    @Test
    void E5_an_address_that_is_taken_looks_the_same_and_its_owner_is_told() {
        Actor ana = house.aPerson(ANA);
        house.anAccount(NEW);

        changes.request(ana, NEW, PASSWORD);

        assertThat(house.lastMailTo(NEW)).startsWith("account-exists\n");
    }

    @Test
    void refuses_an_address_that_was_taken_meanwhile() {
        Actor ana = house.aPerson(ANA);
        changes.request(ana, NEW, PASSWORD);
        String token = house.mailedToken(NEW);
        house.anAccount(NEW);

        assertRefused(AccountRefusal.EMAIL_TAKEN, () -> changes.confirm(house.anonymous, token));
        assertThat(house.openSession(ANA)).isNotNull();
    }

    @Test
    void A8_a_change_that_somebody_began_before_a_reset_is_worth_nothing() {
        Actor intruder = house.aPerson(ANA);
        changes.request(intruder, NEW, PASSWORD);
        String token = house.mailedToken(NEW);
        house.tenon.passwords().requestReset(house.anonymous, ANA);
        house.tenon.passwords().reset(house.anonymous, house.mailedToken(ANA), "a harbour full of paper boats");

        assertRefused(TokenRefusal.GONE, () -> changes.confirm(house.anonymous, token));
    }

    @Test
    void the_old_address_takes_the_account_back_from_whoever_has_it() {
        Actor intruder = house.aPerson(ANA);
        changes.request(intruder, NEW, PASSWORD);
        changes.confirm(house.anonymous, house.mailedToken(NEW));
        String undo = house.mailedToken(ANA);
        OpenedSession intruders = house.openSession(NEW);

        Account back = changes.undo(house.anonymous, undo);

        assertThat(back.email().value()).isEqualTo(ANA);
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(intruders));
        assertRefused(SignInRefusal.FAILED, () -> house.openSession(ANA));
        house.tenon.passwords().reset(house.anonymous, house.mailedToken(ANA), "a harbour full of paper boats");
        assertThat(house.tenon.sessions().open(house.anonymous, new Credentials(ANA, "a harbour full of paper boats")))
                .isNotNull();
        assertThat(house.auditedActions()).contains("email-change.undone");
    }

    @Test
    void A8_whoever_registers_the_old_address_without_its_mailbox_does_not_keep_the_owner_out() {
        Actor intruder = house.aPerson(ANA);
        changes.request(intruder, NEW, PASSWORD);
        changes.confirm(house.anonymous, house.mailedToken(NEW));
        String undo = house.mailedToken(ANA);
        house.tenon.accounts().signUp(house.anonymous, Fixtures.aRegistration(ANA));

        Account back = changes.undo(house.anonymous, undo);

        assertThat(back.email().value()).isEqualTo(ANA);
        assertThat(house.auditedActions()).contains("account.displaced", "email-change.undone");
    }

    @Test
    void A8_whoever_registers_an_address_without_its_mailbox_does_not_keep_it_from_its_reader() {
        Actor ana = house.aPerson(ANA);
        house.tenon.accounts().signUp(house.anonymous, Fixtures.aRegistration(NEW));

        changes.request(ana, NEW, PASSWORD);
        Account after = changes.confirm(house.anonymous, house.mailedToken(NEW));

        assertThat(after.email().value()).isEqualTo(NEW);
    }

    @Test
    void a_second_change_does_not_take_the_first_address_its_way_back() {
        Actor intruder = house.aPerson(ANA);
        changes.request(intruder, NEW, PASSWORD);
        changes.confirm(house.anonymous, house.mailedToken(NEW));
        String undo = house.mailedToken(ANA);
        house.clock.advance(Duration.ofMinutes(5));
        changes.request(house.signIn(NEW), "third@example.org", PASSWORD);
        changes.confirm(house.anonymous, house.mailedToken("third@example.org"));
        String intrudersUndo = house.mailedToken(NEW);

        assertThat(changes.undo(house.anonymous, undo).email().value()).isEqualTo(ANA);

        assertRefused(TokenRefusal.GONE, () -> changes.undo(house.anonymous, intrudersUndo));
    }

    @Test
    void a_change_is_undone_within_72_hours_and_once() {
        Actor ana = house.aPerson(ANA);
        changes.request(ana, NEW, PASSWORD);
        changes.confirm(house.anonymous, house.mailedToken(NEW));
        String undo = house.mailedToken(ANA);

        house.clock.advance(Duration.ofHours(72));

        assertRefused(TokenRefusal.GONE, () -> changes.undo(house.anonymous, undo));
    }
}
