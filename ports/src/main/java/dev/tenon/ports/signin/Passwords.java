package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;

/** Changing and resetting passwords. */
public interface Passwords {

    /**
     * Changes the caller's password. Needs the present one. Ends every other session and pending change of the account and
     * every link that was mailed but the one that takes an address back, and tells the person by mail. Tries are counted
     * for the account alone, so that a stranger at the sign-in page does not lock out whoever is signed in.
     *
     * <p>Recorded as {@code password.changed}.
     *
     * @throws Refusal {@link PasswordRefusal#WRONG}; {@link PasswordRefusal#NONE}; {@link SignInRefusal#THROTTLED};
     *     {@link RequestRefusal#INVALID} for a new password that breaks the policy; {@link ImpersonationRefusal#NOT_HERE}
     */
    void change(Actor actor, String current, String fresh);

    /**
     * Mails a link that resets the password, if there is an active account with this address. Anyone may; the outcome is
     * always the same. At most one mail a minute; the link works once, within an hour.
     *
     * <p>Recorded as {@code password.reset-requested}.
     *
     * @throws Refusal {@link RequestRefusal#INVALID} for what is no address
     */
    void requestReset(Actor actor, String email);

    /**
     * Spends the token of such a link and sets a new password, also the first one of an account that had none. Whoever
     * read the mail owns the address: an unverified one is verified. Ends every session, pending change and older link,
     * starts the counting of failed sign-ins anew, and tells the person by mail. It opens no session.
     *
     * <p>Recorded as {@code password.reset}, and {@code account.verified} if it was not before.
     *
     * @throws Refusal {@code token-gone}; {@link RequestRefusal#INVALID} for a password that breaks the policy, which
     *     leaves the link usable
     */
    void reset(Actor actor, String token, String password);
}
