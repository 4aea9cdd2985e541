package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.Passwords;
import dev.tenon.ports.signin.SignInRefusal;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private static final String ANA = "ana@example.org";
    private static final String NEW = "a harbour full of paper boats";

    private final TenonInMemory house = new TenonInMemory();
    private final Passwords passwords = house.tenon.passwords();

    @Test
    void A7_a_changed_password_ends_every_other_session_and_tells_the_person() {
        Actor here = house.aPerson(ANA);
        OpenedSession elsewhere = house.openSession(ANA);

        passwords.change(here, PASSWORD, NEW);

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(elsewhere));
        assertThat(house.tenon.sessions().get(here, here.sessionId())).isNotNull();
        assertRefused(SignInRefusal.FAILED, () -> house.openSession(ANA));
        assertThat(house.tenon.sessions().open(house.anonymous, new Credentials(ANA, NEW)))
                .isNotNull();
        assertThat(house.lastMailTo(ANA)).startsWith("password-changed\n");
        assertThat(house.auditedActions()).contains("password.changed");
    }

    @Test
    void A7_a_changed_password_ends_older_links() {
        Actor ana = house.aPerson(ANA);
        passwords.requestReset(house.anonymous, ANA);
        String reset = house.mailedToken(ANA);
        house.tenon.emailChanges().request(ana, "new@example.org", PASSWORD);
        String change = house.mailedToken("new@example.org");

        passwords.change(ana, PASSWORD, NEW);

        assertRefused(TokenRefusal.GONE, () -> passwords.reset(house.anonymous, reset, PASSWORD));
        assertRefused(TokenRefusal.GONE, () -> house.tenon.emailChanges().confirm(house.anonymous, change));
    }

    @Test
    void refuses_a_wrong_present_password_and_counts_it_for_the_account_alone() {
        Actor ana = house.aPerson(ANA);
        IntStream.range(0, 10)
                .forEach(any -> assertRefused(PasswordRefusal.WRONG, () -> passwords.change(ana, "wrong", NEW)));

        Refusal refusal = assertRefused(SignInRefusal.THROTTLED, () -> passwords.change(ana, PASSWORD, NEW));

        assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(1));
        assertThat(house.openSession(ANA)).as("signing in is another matter").isNotNull();
    }

    @Test
    void A5_the_owner_with_a_live_session_is_not_locked_out_by_strangers() {
        Actor ana = house.aPerson(ANA);
        IntStream.range(0, 10)
                .forEach(any -> assertRefused(
                        SignInRefusal.FAILED,
                        () -> house.tenon.sessions().open(house.anonymous, new Credentials(ANA, "wrong"))));
        assertRefused(SignInRefusal.THROTTLED, () -> house.openSession(ANA));

        passwords.change(ana, PASSWORD, NEW);
    }

    @Test
    void A5_a_verified_reset_ends_the_pause() {
        house.anAccount(ANA);
        IntStream.range(0, 10)
                .forEach(any -> assertRefused(
                        SignInRefusal.FAILED,
                        () -> house.tenon.sessions().open(house.anonymous, new Credentials(ANA, "wrong"))));
        passwords.requestReset(house.anonymous, ANA);

        passwords.reset(house.anonymous, house.mailedToken(ANA), NEW);

        assertThat(house.tenon.sessions().open(house.anonymous, new Credentials(ANA, NEW)))
                .isNotNull();
    }

    @Test
    void A1_a_new_password_keeps_the_policy_and_the_old_one_stays_otherwise() {
        Actor ana = house.aPerson(ANA);

        assertRefused(RequestRefusal.INVALID, () -> passwords.change(ana, PASSWORD, "short"));

        assertThat(house.openSession(ANA)).isNotNull();
    }

    @Test
    void an_account_without_a_password_gets_its_first_one_by_mail() {
        Account account = house.tenon
                .accounts()
                .register(house.operator, new Registration(ANA, null, null, null, null, true, Set.of()));
        Actor ana = Actor.person(account.id(), null, Set.of(), TenonInMemory.ORIGIN);
        assertRefused(PasswordRefusal.NONE, () -> passwords.change(ana, "", NEW));

        passwords.requestReset(house.anonymous, ANA);
        passwords.reset(house.anonymous, house.mailedToken(ANA), NEW);

        assertThat(house.tenon.sessions().open(house.anonymous, new Credentials(ANA, NEW)))
                .isNotNull();
    }

    @Test
    void A7_a_reset_ends_every_session() {
        house.anAccount(ANA);
        OpenedSession opened = house.openSession(ANA);
        passwords.requestReset(house.anonymous, ANA);

        passwords.reset(house.anonymous, house.mailedToken(ANA), NEW);

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(opened));
        assertRefused(SignInRefusal.FAILED, () -> house.openSession(ANA));
        assertThat(house.auditedActions()).contains("password.reset-requested", "password.reset");
    }

    @Test
    void A6_a_reset_link_works_once_and_for_an_hour() {
        house.anAccount(ANA);
        passwords.requestReset(house.anonymous, ANA);
        String used = house.mailedToken(ANA);
        passwords.reset(house.anonymous, used, NEW);
        assertRefused(TokenRefusal.GONE, () -> passwords.reset(house.anonymous, used, PASSWORD));

        house.clock.advance(Duration.ofMinutes(2));
        passwords.requestReset(house.anonymous, ANA);
        String late = house.mailedToken(ANA);
        house.clock.advance(Duration.ofHours(1));
        assertRefused(TokenRefusal.GONE, () -> passwords.reset(house.anonymous, late, PASSWORD));
    }

    @Test
    void a_password_that_breaks_the_policy_leaves_the_reset_link_usable() {
        house.anAccount(ANA);
        passwords.requestReset(house.anonymous, ANA);
        String token = house.mailedToken(ANA);
        assertRefused(RequestRefusal.INVALID, () -> passwords.reset(house.anonymous, token, "short"));

        passwords.reset(house.anonymous, token, NEW);
    }

    @Test
    void A6_no_token_but_the_one_of_the_reset_mail_resets() {
        house.tenon.accounts().signUp(house.anonymous, new Registration(ANA, PASSWORD));
        String verification = house.mailedToken(ANA);

        assertRefused(TokenRefusal.GONE, () -> passwords.reset(house.anonymous, verification, NEW));
        assertRefused(TokenRefusal.GONE, () -> passwords.reset(house.anonymous, "", NEW));
        assertRefused(TokenRefusal.GONE, () -> passwords.reset(house.anonymous, "null", NEW));

        house.tenon.accounts().verifyEmail(house.anonymous, verification);
        passwords.requestReset(house.anonymous, ANA);
        String reset = house.mailedToken(ANA);
        assertRefused(TokenRefusal.GONE, () -> house.tenon.accounts().verifyEmail(house.anonymous, reset));
    }

    @Test
    void E5_nothing_tells_whether_the_address_has_an_account() {
        house.anAccount(ANA);
        house.runJobs();
        int before = house.mails.sent().size();

        passwords.requestReset(house.anonymous, "nobody@example.org");
        passwords.requestReset(house.anonymous, ANA);
        passwords.requestReset(house.anonymous, ANA);

        house.runJobs();
        assertThat(house.mails.sent())
                .as("one mail a minute, to the account only")
                .hasSize(before + 1);
    }

    @Test
    void A8_a_reset_by_the_owner_of_the_mailbox_takes_an_account_from_whoever_registered_it_before() {
        house.tenon.accounts().signUp(house.anonymous, new Registration(ANA, "the password of a stranger"));
        house.clock.advance(Duration.ofMinutes(2));
        passwords.requestReset(house.anonymous, ANA);

        passwords.reset(house.anonymous, house.mailedToken(ANA), NEW);

        assertThat(house.tenon.sessions().open(house.anonymous, new Credentials(ANA, NEW)))
                .isNotNull();
        assertRefused(
                SignInRefusal.FAILED,
                () -> house.tenon.sessions().open(house.anonymous, new Credentials(ANA, "the password of a stranger")));
        assertThat(house.auditedActions()).contains("account.verified", "subscription.started");
    }

    @Test
    void S3_a_reset_opens_no_account_that_is_banned() {
        Account ana = house.anAccount(ANA);
        passwords.requestReset(house.anonymous, ANA);
        String token = house.mailedToken(ANA);
        house.tenon
                .accounts()
                .update(house.operator, ana.id(), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        assertRefused(TokenRefusal.GONE, () -> passwords.reset(house.anonymous, token, NEW));
    }
}
