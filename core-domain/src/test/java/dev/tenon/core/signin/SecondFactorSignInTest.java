package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactorProof.RecoveryCode;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Signing in with a second factor. */
class SecondFactorSignInTest extends SecondFactorHouse {

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
        assertThat(house.lastMailTo(ANA)).startsWith("recovery-code-used\nleft: 9\n");
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
}
