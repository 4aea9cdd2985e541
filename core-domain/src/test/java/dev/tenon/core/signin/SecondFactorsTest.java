package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.ports.signin.SecondFactorEnrolment;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactorProof.RecoveryCode;
import dev.tenon.ports.signin.SecondFactorRefusal;
import dev.tenon.ports.signin.SecondFactorStatus;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Setting a second factor up, and turning it off. */
class SecondFactorsTest extends SecondFactorHouse {

    @Test
    void an_account_has_none_until_a_code_of_the_app_was_shown() {
        assertThat(factors.status(ana)).isEqualTo(new SecondFactorStatus(null, 0));

        secret = factors.enrol(ana, PASSWORD).secret();
        assertThat(factors.status(ana).isEnabled()).isFalse();
        assertThat(house.openSession(ANA)).as("nothing is asked for yet").isNotNull();

        RecoveryCodes codes = factors.confirm(ana, code());

        assertThat(factors.status(ana)).isEqualTo(new SecondFactorStatus(house.clock.instant(), 10));
        assertThat(codes.codes())
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).matches("[0-9a-f]{4}(-[0-9a-f]{4}){3}"));
        assertThat(house.lastMailTo(ANA)).startsWith("second-factor-enabled\n");
        assertThat(house.auditedActions()).contains("second-factor.enrolled").endsWith("second-factor.enabled");
    }

    @Test
    void the_app_is_set_up_by_a_uri_that_names_the_installation_and_the_person() {
        SecondFactorEnrolment enrolment = factors.enrol(ana, PASSWORD);

        assertThat(enrolment.uri())
                .hasToString("otpauth://totp/tenon.example.org:ana%40example.org?secret=" + enrolment.secret()
                        + "&issuer=tenon.example.org&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void setting_one_up_needs_the_password_again() {
        assertRefused(PasswordRefusal.WRONG, () -> factors.enrol(ana, "wrong"));
        assertRefused(RequestRefusal.INVALID, () -> factors.enrol(ana, null));
    }

    @Test
    void an_account_without_a_password_needs_a_fresh_sign_in() {
        Account bo = house.tenon
                .accounts()
                .register(house.operator, new Registration("bo@example.org", null, null, null, null, true, Set.of()));

        assertRefused(
                SignInRefusal.TOO_LONG_AGO,
                () -> factors.enrol(Actor.person(bo.id(), null, Set.of(), TenonInMemory.ORIGIN), null));
    }

    @Test
    void a_wrong_code_turns_nothing_on() {
        secret = factors.enrol(ana, PASSWORD).secret();

        assertRefused(SecondFactorRefusal.WRONG, () -> factors.confirm(ana, wrongCode()));

        assertThat(factors.status(ana).isEnabled()).isFalse();
    }

    @Test
    void setting_up_ends_after_an_hour() {
        secret = factors.enrol(ana, PASSWORD).secret();
        house.clock.advance(Duration.ofHours(1));

        assertRefused(SecondFactorRefusal.NOT_ENROLLED, () -> factors.confirm(ana, code()));
    }

    @Test
    void there_is_one_at_a_time() {
        anAppIsSetUp();

        assertRefused(SecondFactorRefusal.ON_ALREADY, () -> factors.enrol(ana, PASSWORD));
        assertRefused(SecondFactorRefusal.NOT_ENROLLED, () -> factors.confirm(ana, nextCode()));
    }

    @Test
    void S1_the_secret_and_the_recovery_codes_are_not_kept_as_they_are() {
        RecoveryCodes codes = anAppIsSetUp();

        String sealed = house.storage
                .secondFactors()
                .find(ana.person().orElseThrow())
                .orElseThrow()
                .sealedSecret();

        assertThat(sealed).doesNotContain(secret);
        codes.codes()
                .forEach(code -> assertThat(house.storage
                                .secondFactors()
                                .hasRecoveryCode(ana.person().orElseThrow(), code))
                        .isFalse());
        assertThat(codes.toString() + factors).doesNotContain(codes.codes().get(0));
    }

    @Test
    void turning_it_off_needs_the_password_and_the_factor() {
        RecoveryCodes codes = anAppIsSetUp();
        assertRefused(PasswordRefusal.WRONG, () -> factors.disable(ana, "wrong", new AppCode(nextCode())));
        assertRefused(SecondFactorRefusal.WRONG, () -> factors.disable(ana, PASSWORD, new AppCode(wrongCode())));

        factors.disable(ana, PASSWORD, new RecoveryCode(codes.codes().get(0)));

        assertThat(factors.status(ana)).isEqualTo(new SecondFactorStatus(null, 0));
        assertThat(house.openSession(ANA)).isNotNull();
        assertThat(house.lastMailTo(ANA)).startsWith("second-factor-disabled\n");
        assertThat(house.auditedActions()).contains("second-factor.disabled");
        assertRefused(SecondFactorRefusal.NONE, () -> factors.disable(ana, PASSWORD, new AppCode(nextCode())));
    }

    @Test
    void new_recovery_codes_need_the_factor_and_end_the_ones_before() {
        RecoveryCodes before = anAppIsSetUp();
        assertRefused(
                SecondFactorRefusal.WRONG, () -> factors.replaceRecoveryCodes(ana, PASSWORD, new AppCode(wrongCode())));

        RecoveryCodes after = factors.replaceRecoveryCodes(ana, PASSWORD, new AppCode(nextCode()));

        assertThat(after.codes()).hasSize(10).doesNotContainAnyElementsOf(before.codes());
        assertThat(house.lastMailTo(ANA)).startsWith("recovery-codes-replaced\n");
        assertRefused(
                SignInRefusal.SECOND_FACTOR_WRONG,
                () -> factors.open(
                        house.anonymous,
                        challenge(),
                        new RecoveryCode(before.codes().get(0))));
        assertThat(factors.open(
                        house.anonymous,
                        challenge(),
                        new RecoveryCode(after.codes().get(0))))
                .isNotNull();
    }

    @Test
    void an_administrator_takes_it_from_somebody_who_lost_it() {
        anAppIsSetUp();
        Actor admin = house.anAdmin("root@example.org");
        String challenge = challenge();

        factors.remove(admin, ana.person().orElseThrow());

        assertThat(house.openSession(ANA)).isNotNull();
        assertThat(house.lastMailTo(ANA)).startsWith("second-factor-removed\n");
        assertThat(house.auditedActions()).contains("second-factor.removed");
        assertRefused(
                SignInRefusal.CHALLENGE_GONE, () -> factors.open(house.anonymous, challenge, new AppCode(nextCode())));
        assertRefused(
                SecondFactorRefusal.NONE,
                () -> factors.remove(admin, ana.person().orElseThrow()));
    }

    @Test
    void nobody_else_takes_it() {
        anAppIsSetUp();
        Actor bo = house.aPerson("bo@example.org");

        assertRefused(
                RequestRefusal.FORBIDDEN, () -> factors.remove(bo, ana.person().orElseThrow()));
        assertRefused(
                RequestRefusal.UNAUTHENTICATED,
                () -> factors.remove(house.anonymous, ana.person().orElseThrow()));
        assertRefused(AccountRefusal.NOT_FOUND, () -> factors.remove(house.operator, Fixtures.aUserId()));
        assertThat(Permission.USERS_WRITE.permissionName()).isEqualTo("users:write");
    }

    @Test
    void who_works_in_anothers_name_sees_it_and_changes_nothing() {
        anAppIsSetUp();
        Actor admin = house.anAdmin("root@example.org");
        Actor asAna = house.authenticate(
                        house.tenon.sessions().impersonate(admin, ana.person().orElseThrow(), "She asked for help"))
                .actor();

        assertThat(factors.status(asAna).isEnabled()).isTrue();
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> factors.enrol(asAna, PASSWORD));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> factors.confirm(asAna, nextCode()));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> factors.disable(asAna, PASSWORD, new AppCode(nextCode())));
    }

    @Test
    void A8_taking_an_account_back_drops_a_second_factor_that_was_set_up_since() {
        house.tenon.emailChanges().request(ana, "thief@example.org", PASSWORD);
        house.tenon.emailChanges().confirm(house.anonymous, house.mailedToken("thief@example.org"));
        String undo = house.mailedToken(ANA);
        house.clock.advance(STEP);
        anAppIsSetUp();

        house.tenon.emailChanges().undo(house.anonymous, undo);
        house.tenon.passwords().reset(house.anonymous, house.mailedToken(ANA), NEW);

        assertThat(house.tenon.sessions().open(house.anonymous, new Credentials(ANA, NEW)))
                .isNotNull();
    }
}
