package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passkeys (WebAuthn): signing in without a password, by a device that its owner unlocks. Two factors in one, so that nothing
 * more is asked for; and an answer where a sign-in by password asks for the second factor.
 */
public interface Passkeys {

    /**
     * A ceremony that was begun: the browser goes on with it, within five minutes, for one answer, right or wrong.
     *
     * @param ceremony a token that names it
     * @param options what {@code navigator.credentials} is called with: {@code {"publicKey": {...}}}
     */
    record Begun(String ceremony, JsonText options, Instant expiresAt) {

        /** Never the token. */
        @Override
        public String toString() {
            return "Begun[" + expiresAt + "]";
        }
    }

    /**
     * Begins to make a passkey for the caller's own account. The person alone may, after the password; an account without one
     * needs a sign-in within the last ten minutes.
     *
     * @param password {@code null} only for an account without one
     * @throws Refusal {@link PasskeyRefusal#NOT_OFFERED}; {@link LoginMethodRefusal#DISABLED}; {@link PasskeyRefusal#TOO_MANY};
     *     {@link PasswordRefusal#WRONG}; {@link SignInRefusal#TOO_LONG_AGO}; {@link SignInRefusal#THROTTLED};
     *     {@link ImpersonationRefusal#NOT_HERE}
     */
    Begun startRegistration(Actor actor, @Nullable String password);

    /**
     * Adds the passkey that the device made. The person alone may. At most twenty are on an account. Tells the person by mail.
     *
     * <p>Recorded as {@code passkey.added}.
     *
     * @param name of one line, at most 100 characters
     * @throws Refusal {@link PasskeyRefusal#CEREMONY_GONE} if it is unknown, used, too old or somebody else's;
     *     {@link PasskeyRefusal#ANSWER_REFUSED} for an answer of another site, another ceremony or an unverified person;
     *     {@link PasskeyRefusal#KNOWN_ALREADY}; {@link PasskeyRefusal#TOO_MANY}; {@link RequestRefusal#INVALID}
     */
    Passkey register(Actor actor, PasskeyAnswer answer, String name);

    /** The caller's passkeys, in the order of their making. Any person may. */
    List<Passkey> list(Actor actor);

    /** Somebody's passkeys. The person and whoever holds {@code users:read} may. */
    List<Passkey> listOf(Actor actor, UserId userId);

    /**
     * One of the caller's own.
     *
     * @throws Refusal {@link PasskeyRefusal#NOT_FOUND}
     */
    Passkey get(Actor actor, PasskeyId id);

    /**
     * Calls one of the caller's own otherwise. Recorded as {@code passkey.renamed}.
     *
     * @throws Refusal {@link PasskeyRefusal#NOT_FOUND}; {@link RequestRefusal#PRECONDITION_FAILED};
     *     {@link RequestRefusal#INVALID}; {@link ImpersonationRefusal#NOT_HERE}
     */
    Passkey rename(Actor actor, PasskeyId id, String name, Expected expected);

    /**
     * Removes one of the caller's own: it opens nothing from then on. The person alone may, after the password; an account
     * without one needs a sign-in within the last ten minutes. Tells the person by mail.
     *
     * <p>Recorded as {@code passkey.removed}.
     *
     * @param password {@code null} only for an account without one
     * @throws Refusal {@link PasskeyRefusal#NOT_FOUND}; {@link PasskeyRefusal#LAST_WAY_IN} if nothing else opens the account;
     *     {@link PasswordRefusal#WRONG}; {@link SignInRefusal#TOO_LONG_AGO}; {@link SignInRefusal#THROTTLED};
     *     {@link ImpersonationRefusal#NOT_HERE}
     */
    void remove(Actor actor, PasskeyId id, @Nullable String password);

    /**
     * Removes a passkey from somebody whose device is lost, even the last one, and ends every session of the person, who may be
     * signed in there: a reset by mail opens the account again. Needs {@code users:write} and every permission of the person.
     * Tells the person by mail.
     *
     * <p>Recorded as {@code passkey.removed}.
     *
     * @throws Refusal {@code account-not-found}; {@code account-beyond-yours}; {@link PasskeyRefusal#NOT_FOUND}
     */
    void removeOf(Actor actor, UserId userId, PasskeyId id);

    /**
     * Begins a sign-in by whoever has a passkey here, or the answer to a challenge of
     * {@link SignInRefusal#SECOND_FACTOR_REQUIRED}. Anyone may. Counted by network address.
     *
     * @throws Refusal {@link PasskeyRefusal#NOT_OFFERED}; {@link LoginMethodRefusal#DISABLED}; {@link SignInRefusal#THROTTLED}
     */
    Begun startSignIn(Actor actor);

    /**
     * Signs in. A counter that does not grow is taken for a copied key.
     *
     * <p>Recorded as {@code passkey.used} and {@code session.opened}, and in the login history.
     *
     * @throws Refusal {@link PasskeyRefusal#CEREMONY_GONE}; {@link SignInRefusal#PASSKEY_FAILED} alike for a passkey that is
     *     unknown or wrong and for an account that is not active; {@link SignInRefusal#FAILED} if the account changed meanwhile; {@link PasskeyRefusal#NOT_OFFERED};
     *     {@link LoginMethodRefusal#DISABLED}
     */
    OpenedSession open(Actor actor, PasskeyAnswer answer);
}
