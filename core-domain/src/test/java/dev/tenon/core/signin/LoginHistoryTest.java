package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.LoginAttempt.Outcome;
import dev.tenon.ports.signin.LoginAttemptFilter;
import dev.tenon.ports.signin.SignInRefusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginHistoryTest {

    private static final String ANA = "ana@example.org";

    private final TenonInMemory house = new TenonInMemory();

    @Test
    void a_person_sees_successes_and_failures_with_their_reasons() {
        Account account = house.anAccount(ANA);
        assertRefused(
                SignInRefusal.FAILED,
                () -> house.tenon.sessions().open(house.anonymous, new Credentials(ANA, "wrong")));
        Actor ana = house.signIn(ANA);

        List<LoginAttempt> mine =
                house.tenon.loginHistory().mine(ana, PageRequest.first(10)).items();

        assertThat(mine).extracting(LoginAttempt::outcome).containsExactly(Outcome.SUCCESS, Outcome.FAILURE);
        assertThat(mine).extracting(LoginAttempt::reason).containsExactly(null, "wrong-password");
        assertThat(mine)
                .allMatch(each ->
                        account.id().equals(each.userId()) && each.method().equals("email"));
        assertThat(mine).allMatch(each -> "203.0.113.7".equals(each.ipAddress()));
    }

    @Test
    void those_who_may_see_every_try_also_at_unknown_addresses() {
        house.tenon.accounts().signUp(house.anonymous, new Registration("new@example.org", PASSWORD));
        assertRefused(SignInRefusal.EMAIL_UNVERIFIED, () -> house.openSession("new@example.org"));
        assertRefused(
                SignInRefusal.FAILED,
                () -> house.tenon.sessions().open(house.anonymous, new Credentials("nobody@example.org", PASSWORD)));

        List<LoginAttempt> failures = house.tenon
                .loginHistory()
                .all(house.operator, new LoginAttemptFilter(Outcome.FAILURE), PageRequest.first(10))
                .items();

        assertThat(failures)
                .extracting(LoginAttempt::reason)
                .containsExactlyInAnyOrder("unknown-account", "address-unverified");
    }

    @Test
    void others_tries_are_for_those_with_the_permission() {
        Actor ben = house.aPerson("ben@example.org");
        Account ana = house.anAccount(ANA);

        assertRefused(
                AccountRefusal.NOT_FOUND, () -> house.tenon.loginHistory().of(ben, ana.id(), PageRequest.first(10)));
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> house.tenon.loginHistory().all(ben, LoginAttemptFilter.all(), PageRequest.first(10)));
        assertThat(house.tenon
                        .loginHistory()
                        .of(house.anAdmin("root@example.org"), ana.id(), PageRequest.first(10))
                        .items())
                .isEmpty();
    }

    @Test
    void a_new_device_is_told_by_mail_and_a_known_one_is_not() {
        house.anAccount(ANA);
        house.openSession(ANA);
        house.openSession(ANA);
        house.runJobs();
        assertThat(house.mails.sent()).isEmpty();
        Actor phone = Actor.anonymous(new RequestOrigin(
                "request-2", "198.51.100.1", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"));

        house.tenon.sessions().open(phone, new Credentials(ANA, PASSWORD));
        house.tenon.sessions().open(phone, new Credentials(ANA, PASSWORD));

        house.runJobs();
        assertThat(house.mails.sent()).hasSize(1);
        assertThat(house.lastMailTo(ANA))
                .contains("Safari on iPhone", "198.51.100.1")
                .contains("at: " + house.clock.instant() + "\n");
    }

    @Test
    void forgets_after_a_year() {
        house.anAccount(ANA);
        house.openSession(ANA);

        house.clock.advance(Duration.ofDays(366));
        house.runJobs();

        assertThat(house.tenon
                        .loginHistory()
                        .all(house.operator, LoginAttemptFilter.all(), PageRequest.first(10))
                        .items())
                .isEmpty();
    }
}
