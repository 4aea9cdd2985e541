package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The second factor: an app that shows one-time codes, and recovery codes for when it is lost. With it, every way in asks
 * for a code besides; only a passkey, which is two factors in one, does not.
 */
public interface SecondFactors {

    /** Whether the caller has one. Any person may. */
    SecondFactorStatus status(Actor actor);

    /**
     * Begins to set one up, in place of one that was begun and not confirmed. Needs the password; an account without one
     * needs a sign-in within the last ten minutes. Nothing is asked for at sign-in before {@link #confirm}.
     *
     * <p>Recorded as {@code second-factor.enrolled}.
     *
     * @param password {@code null} only for an account without one
     * @throws Refusal {@link SecondFactorRefusal#ON_ALREADY}; {@link PasswordRefusal#WRONG};
     *     {@link SignInRefusal#TOO_LONG_AGO}; {@link SignInRefusal#THROTTLED}; {@link ImpersonationRefusal#NOT_HERE}
     */
    SecondFactorEnrolment enrol(Actor actor, @Nullable String password);

    /**
     * Turns it on with the first code of the app, within an hour of {@link #enrol}, and gives the recovery codes. Tells the
     * person by mail.
     *
     * <p>Recorded as {@code second-factor.enabled}.
     *
     * @throws Refusal {@link SecondFactorRefusal#WRONG}; {@link SecondFactorRefusal#NOT_ENROLLED};
     *     {@link SignInRefusal#THROTTLED}; {@link ImpersonationRefusal#NOT_HERE}
     */
    RecoveryCodes confirm(Actor actor, String code);

    /**
     * Turns it off. Needs the password, as {@link #enrol} does, and the factor itself. Tells the person by mail.
     *
     * <p>Recorded as {@code second-factor.disabled}.
     *
     * @throws Refusal {@link SecondFactorRefusal#WRONG}; {@link SecondFactorRefusal#NONE}; for an answer of a passkey as
     *     {@link #open}; and as {@link #enrol}
     */
    void disable(Actor actor, @Nullable String password, SecondFactorProof proof);

    /**
     * Gives new recovery codes; the ones before no longer work. Needs what {@link #disable} needs. Tells the person by mail.
     *
     * <p>Recorded as {@code second-factor.recovery-codes-replaced}.
     *
     * @throws Refusal {@link SecondFactorRefusal#WRONG}; {@link SecondFactorRefusal#NONE}; for an answer of a passkey as
     *     {@link #open}; and as {@link #enrol}
     */
    RecoveryCodes replaceRecoveryCodes(Actor actor, @Nullable String password, SecondFactorProof proof);

    /**
     * Takes it from somebody who lost it: from then on the password alone signs in. Needs {@code users:write}. Tells the
     * person by mail.
     *
     * <p>Recorded as {@code second-factor.removed}.
     *
     * @throws Refusal {@code account-not-found}; {@code account-beyond-yours} if the person may do more than the caller;
     *     {@link SecondFactorRefusal#NONE}
     */
    void remove(Actor actor, UserId userId);

    /**
     * Ends a sign-in that was answered with {@link SignInRefusal#SECOND_FACTOR_REQUIRED}. Anyone who holds the challenge
     * may, within five minutes, once; a wrong code does not use it up. Tries are counted before they are looked at, apart
     * from those of passwords. Recovery codes are counted apart from the app's, so that guesses at these do not lock out
     * an owner who has the others.
     *
     * <p>Recorded as {@code session.opened}.
     *
     * @throws Refusal {@link SignInRefusal#SECOND_FACTOR_WRONG}; {@link SignInRefusal#CHALLENGE_GONE};
     *     {@link SignInRefusal#THROTTLED}; {@link SignInRefusal#FAILED} if the account or its password changed meanwhile; for
     *     an answer of a passkey {@link PasskeyRefusal#CEREMONY_GONE}, {@link PasskeyRefusal#NOT_OFFERED} and
     *     {@link LoginMethodRefusal#DISABLED}, which are not counted
     */
    OpenedSession open(Actor actor, String challenge, SecondFactorProof proof);
}
