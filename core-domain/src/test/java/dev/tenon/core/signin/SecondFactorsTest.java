package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.ports.signin.SecondFactorEnrolment;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactorProof.RecoveryCode;
import dev.tenon.ports.signin.SecondFactorRefusal;
import dev.tenon.ports.signin.SecondFactorStatus;
import dev.tenon.ports.signin.SecondFactors;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecondFactorsTest {

    private static final String ANA = "ana@example.org";
    private static final String NEW = "a harbour full of paper boats";
    private static final Duration STEP = Duration.ofSeconds(30);

    private final TenonInMemory house = new TenonInMemory();
    private final SecondFactors factors = house.tenon.secondFactors();
    private final Actor ana = house.aPerson(ANA);
    private String secret = "";

    // ---- setting up

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
        assertThat(house.lastMailTo(ANA)).contains("authenticator app was set up");
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

    // ---- signing in

    @Test
    void the_password_alone_no_longer_signs_in() {
        anAppIsSetUp();

        Refusal refusal = assertRefused(SignInRefusal.SECOND_FACTOR_REQUIRED, () -> house.openSession(ANA));

        assertThat(refusal.members())
                .containsEntry("methods", List.of("totp", "recovery-code"))
                .containsEntry("expiresAt", house.clock.instant().plus(Duration.ofMinutes(5)))
                .containsOnlyKeys("challenge", "methods", "expiresAt");
        assertThat(refusal.toString()).doesNotContain("tnf_");
    }

    @Test
    void A4_a_wrong_password_is_refused_as_in_an_account_without_a_second_factor() {
        anAppIsSetUp();

        Refusal refusal = assertRefused(
                SignInRefusal.FAILED,
                () -> house.tenon.sessions().open(house.anonymous, new Credentials(ANA, "wrong")));

        assertThat(refusal.members()).isEmpty();
    }

    @Test
    void a_code_of_the_app_ends_the_sign_in() {
        anAppIsSetUp();
        String challenge = challenge();

        OpenedSession opened = factors.open(house.anonymous, challenge, new AppCode(nextCode()));

        assertThat(opened.session().method()).isEqualTo("email");
        assertThat(opened.session().secondFactor()).isEqualTo("totp");
        assertThat(house.authenticate(opened).account().email().value()).isEqualTo(ANA);
        assertThat(house.auditedActions()).endsWith("session.opened");
    }

    @Test
    void A6_a_challenge_works_once_and_for_five_minutes() {
        anAppIsSetUp();
        String used = challenge();
        factors.open(house.anonymous, used, new AppCode(nextCode()));
        assertRefused(SignInRefusal.CHALLENGE_GONE, () -> factors.open(house.anonymous, used, new AppCode(nextCode())));

        String late = challenge();
        house.clock.advance(Duration.ofMinutes(5));
        assertRefused(SignInRefusal.CHALLENGE_GONE, () -> factors.open(house.anonymous, late, new AppCode(code())));
    }

    @Test
    void A6_a_challenge_opens_nothing_by_itself() {
        anAppIsSetUp();
        String challenge = challenge();

        assertRefused(
                RequestRefusal.UNAUTHENTICATED,
                () -> house.tenon.sessions().authenticate(TenonInMemory.ORIGIN, challenge));
        assertRefused(TokenRefusal.GONE, () -> house.tenon.passwords().reset(house.anonymous, challenge, NEW));
        assertRefused(SignInRefusal.CHALLENGE_GONE, () -> factors.open(house.anonymous, "", new AppCode(code())));
        assertRefused(
                SignInRefusal.CHALLENGE_GONE,
                () -> factors.open(
                        house.anonymous, house.secrets.newToken(Token.CEREMONY).text(), new AppCode(code())));
    }

    @Test
    void A5_a_wrong_code_does_not_use_the_challenge_up_but_is_counted_and_noted() {
        anAppIsSetUp();
        String challenge = challenge();

        IntStream.range(0, 5).forEach(any -> wrong(challenge));
        Refusal refusal = assertRefused(
                SignInRefusal.THROTTLED, () -> factors.open(house.anonymous, challenge, new AppCode(nextCode())));

        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(30));
        house.clock.advance(Duration.ofMinutes(1));
        assertThat(factors.open(house.anonymous, challenge, new AppCode(code())))
                .isNotNull();
        assertThat(house.tenon.loginHistory().mine(ana, PageRequest.first(10)).items())
                .extracting(LoginAttempt::reason)
                .contains("wrong-totp");
    }

    @Test
    void A5_wrong_passwords_do_not_count_as_wrong_codes_nor_the_reverse() {
        anAppIsSetUp();
        String challenge = challenge();
        IntStream.range(0, 10)
                .forEach(any -> assertRefused(
                        SignInRefusal.FAILED,
                        () -> house.tenon.sessions().open(house.anonymous, new Credentials(ANA, "wrong"))));
        assertRefused(SignInRefusal.THROTTLED, () -> house.openSession(ANA));

        assertThat(factors.open(house.anonymous, challenge, new AppCode(nextCode())))
                .as("the code is let through")
                .isNotNull();

        house.clock.advance(Duration.ofHours(1));
        String another = challenge();
        IntStream.range(0, 5).forEach(any -> wrong(another));
        assertThat(challenge()).as("the password is let through").isNotNull();
    }

    @Test
    void A5_guesses_at_the_app_do_not_lock_out_the_owner_with_a_recovery_code_or_a_session() {
        RecoveryCodes codes = anAppIsSetUp();
        String challenge = challenge();
        IntStream.range(0, 5).forEach(any -> wrong(challenge));

        assertThat(factors.open(
                        house.anonymous,
                        challenge,
                        new RecoveryCode(codes.codes().get(0))))
                .isNotNull();
        factors.disable(ana, PASSWORD, new AppCode(nextCode()));
    }

    @Test
    void A5_of_two_hundred_parallel_guesses_no_more_than_the_free_ones_are_looked_at() {
        anAppIsSetUp();
        String challenge = challenge();
        String wrong = wrongCode();

        List<RefusalCode> refusals = Race.of(200, number -> {
            try {
                factors.open(house.anonymous, challenge, new AppCode(wrong));
                throw new AssertionError("A wrong code signed in");
            } catch (Refusal refusal) {
                return refusal.code();
            }
        });

        assertThat(refusals.stream().filter(SignInRefusal.SECOND_FACTOR_WRONG::equals))
                .hasSizeBetween(1, 5);
    }

    @Test
    void a_code_works_once() {
        anAppIsSetUp();
        assertRefused(
                SignInRefusal.SECOND_FACTOR_WRONG,
                () -> factors.open(house.anonymous, challenge(), new AppCode(code())));
        String code = nextCode();
        factors.open(house.anonymous, challenge(), new AppCode(code));

        String challenge = challenge();
        assertRefused(
                SignInRefusal.SECOND_FACTOR_WRONG, () -> factors.open(house.anonymous, challenge, new AppCode(code)));

        assertThat(factors.open(house.anonymous, challenge, new AppCode(nextCode())))
                .isNotNull();
    }

    @Test
    void of_twenty_who_show_one_code_at_once_one_gets_in() {
        anAppIsSetUp();
        List<String> challenges =
                IntStream.range(0, 4).mapToObj(any -> challenge()).toList();
        String code = nextCode();

        List<Boolean> opened = Race.of(4, number -> {
            try {
                return factors.open(house.anonymous, challenges.get(number), new AppCode(code)) != null;
            } catch (Refusal refused) {
                return false;
            }
        });

        assertThat(opened).containsOnlyOnce(true);
    }

    @Test
    void a_recovery_code_works_once_however_it_is_typed_and_the_person_is_told() {
        RecoveryCodes codes = anAppIsSetUp();
        String typed = " " + codes.codes().get(3).toUpperCase(Locale.ROOT).replace("-", " ");

        OpenedSession opened = factors.open(house.anonymous, challenge(), new RecoveryCode(typed));

        assertThat(opened.session().secondFactor()).isEqualTo("recovery-code");
        assertThat(factors.status(ana).recoveryCodesLeft()).isEqualTo(9);
        assertThat(house.lastMailTo(ANA)).contains("recovery code").contains("left: 9");
        assertRefused(
                SignInRefusal.SECOND_FACTOR_WRONG,
                () -> factors.open(house.anonymous, challenge(), new RecoveryCode(typed)));
    }

    @Test
    void refuses_what_is_no_recovery_code_and_anothers() {
        anAppIsSetUp();
        Actor bo = house.aPerson("bo@example.org");
        String others = factors.enrol(bo, PASSWORD).secret();
        RecoveryCodes codes = factors.confirm(bo, AuthenticatorApp.codeAt(others, house.clock.instant()));
        String challenge = challenge();

        for (String typed :
                List.of("", "0".repeat(16), "0".repeat(10_000), codes.codes().get(0))) {
            assertRefused(
                    SignInRefusal.SECOND_FACTOR_WRONG,
                    () -> factors.open(house.anonymous, challenge, new RecoveryCode(typed)));
        }
    }

    @Test
    void A7_a_changed_or_reset_password_ends_a_sign_in_that_waits() {
        anAppIsSetUp();
        String beforeChange = challenge();
        house.tenon.passwords().change(ana, PASSWORD, NEW);
        assertRefused(
                SignInRefusal.CHALLENGE_GONE,
                () -> factors.open(house.anonymous, beforeChange, new AppCode(nextCode())));
    }

    @Test
    void A7_a_reset_password_leaves_the_second_factor_on() {
        anAppIsSetUp();
        house.tenon.passwords().requestReset(house.anonymous, ANA);

        house.tenon.passwords().reset(house.anonymous, house.mailedToken(ANA), NEW);

        assertRefused(
                SignInRefusal.SECOND_FACTOR_REQUIRED,
                () -> house.tenon.sessions().open(house.anonymous, new Credentials(ANA, NEW)));
    }

    @Test
    void S3_a_ban_ends_a_sign_in_that_waits() {
        anAppIsSetUp();
        String challenge = challenge();
        house.tenon
                .accounts()
                .update(
                        house.operator,
                        ana.person().orElseThrow(),
                        AccountPatch.status(AccountStatus.BANNED),
                        Expected.any());

        assertRefused(
                SignInRefusal.CHALLENGE_GONE, () -> factors.open(house.anonymous, challenge, new AppCode(nextCode())));
    }

    @Test
    void an_older_hash_is_made_anew_when_the_second_factor_was_shown() {
        anAppIsSetUp();
        house.storage.unitOfWork().run(() -> {
            house.storage
                    .accounts()
                    .replacePassword(
                            ana.person().orElseThrow(), house.passwords.olderHash(PASSWORD), house.clock.instant());
            return true;
        });

        factors.open(house.anonymous, challenge(), new AppCode(nextCode()));

        assertThat(house.storage.accounts().passwordHash(ana.person().orElseThrow()))
                .hasValueSatisfying(
                        hash -> assertThat(house.passwords.needsRehash(hash)).isFalse());
    }

    // ---- turning off, new codes

    @Test
    void turning_it_off_needs_the_password_and_the_factor() {
        RecoveryCodes codes = anAppIsSetUp();
        assertRefused(PasswordRefusal.WRONG, () -> factors.disable(ana, "wrong", new AppCode(nextCode())));
        assertRefused(SecondFactorRefusal.WRONG, () -> factors.disable(ana, PASSWORD, new AppCode(wrongCode())));

        factors.disable(ana, PASSWORD, new RecoveryCode(codes.codes().get(0)));

        assertThat(factors.status(ana)).isEqualTo(new SecondFactorStatus(null, 0));
        assertThat(house.openSession(ANA)).isNotNull();
        assertThat(house.lastMailTo(ANA)).contains("was turned off");
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
        assertThat(house.lastMailTo(ANA)).contains("new recovery codes");
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
        assertThat(house.lastMailTo(ANA)).contains("taken away by an administrator");
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

    @Test
    void the_job_forgets_sign_ins_that_were_given_up() {
        anAppIsSetUp();
        challenge();
        house.clock.advance(Duration.ofMinutes(6));

        assertThat(house.tenon.jobs().stream()
                        .filter(job -> job.name().equals("forget-ceremonies"))
                        .mapToInt(job -> job.run()))
                .containsExactly(1);
    }

    private RecoveryCodes anAppIsSetUp() {
        secret = factors.enrol(ana, PASSWORD).secret();
        return factors.confirm(ana, code());
    }

    private String challenge() {
        Refusal refusal = assertRefused(SignInRefusal.SECOND_FACTOR_REQUIRED, () -> house.openSession(ANA));
        return (String) refusal.members().get("challenge");
    }

    private void wrong(String challenge) {
        assertRefused(
                SignInRefusal.SECOND_FACTOR_WRONG,
                () -> factors.open(house.anonymous, challenge, new AppCode(wrongCode())));
    }

    private String code() {
        return AuthenticatorApp.codeAt(secret, house.clock.instant());
    }

    /** The code after the present one, which was used. */
    private String nextCode() {
        house.clock.advance(STEP);
        return code();
    }

    private String wrongCode() {
        return AuthenticatorApp.wrongCodeAt(secret, house.clock.instant());
    }
}
