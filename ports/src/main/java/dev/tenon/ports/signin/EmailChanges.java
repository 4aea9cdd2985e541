package dev.tenon.ports.signin;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import org.jspecify.annotations.Nullable;

/** Changing the address of an account: nothing changes before the new mailbox has answered, and the old one can undo it. */
public interface EmailChanges {

    /**
     * Asks for another address. Needs the password; an account without one needs a sign-in within the last ten minutes.
     * A link goes to the new address, and a notice to the present one. The outcome is the same if the new address is taken:
     * then its owner is told.
     *
     * <p>Recorded as {@code email-change.requested}.
     *
     * @param password {@code null} only for an account without one
     * @throws Refusal {@link PasswordRefusal#WRONG}; {@link SignInRefusal#TOO_LONG_AGO}; {@link SignInRefusal#THROTTLED};
     *     {@link RequestRefusal#INVALID}; {@link ImpersonationRefusal#NOT_HERE}
     */
    void request(Actor actor, String email, @Nullable String password);

    /**
     * Spends the token that went to the new address: it becomes the account's, verified. Ends every session but the one
     * that asked, and every older link; the old address gets a link that undoes it within 72 hours. An account that
     * somebody registered with the address, and never verified, is deleted. Anyone who holds the token may. It opens no
     * session.
     *
     * <p>Recorded as {@code email-change.confirmed}, and {@code account.displaced} about a deleted one.
     *
     * @throws Refusal {@code token-gone}; {@code account-email-taken}
     */
    Account confirm(Actor actor, String token);

    /**
     * Spends the token that went to the old address: it becomes the account's again. Since whoever holds the account may
     * not be its owner, every session, link and way in that came since is ended, the password no longer works, and a link
     * to set a new one goes to the old address. An account that somebody registered with the old address meanwhile is deleted
     * if it was never verified; if it was, the change is not undone and nothing changes.
     *
     * <p>Recorded as {@code email-change.undone}, and {@code account.displaced} about a deleted one.
     *
     * @throws Refusal {@code token-gone}; {@code account-email-taken}
     */
    Account undo(Actor actor, String token);
}
