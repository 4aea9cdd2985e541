package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;

/** People and their accounts. */
public interface Accounts {

    /**
     * Registers the caller. Anyone may. The outcome is the same whether or not the address has an account: what differs
     * is the mail. A new account gets the role {@code member} and a verification link; an unverified one gets the new
     * password and a new link, and the old link dies; a verified one gets a mail that says that it exists.
     *
     * <p>Recorded as {@code account.registered}, {@code account.registration-repeated}.
     *
     * @throws Refusal {@link RequestRefusal#INVALID} for an address, a password or a name that breaks a rule, or for roles
     *     and vouching, which are not the caller's to give
     */
    void signUp(Actor actor, Registration registration);

    /**
     * Registers somebody else. Needs {@code users:write}, and {@code roles:write} to give roles. An account whose
     * address is vouched for starts with the Free plan and a quota; any other gets a verification link.
     *
     * <p>Recorded as {@code account.registered}.
     *
     * @throws Refusal {@link AccountRefusal#EMAIL_TAKEN}; {@link RequestRefusal#INVALID}; an unknown role is
     *     {@code role-not-found}, one that permits more than the caller may {@code role-beyond-yours}
     */
    Account register(Actor actor, Registration registration);

    /**
     * Sends a new verification link, if there is an unverified account with this address. Anyone may; the outcome is
     * always the same. At most one mail a minute.
     *
     * <p>Recorded as {@code account.verification-requested}.
     */
    void requestEmailVerification(Actor actor, String email);

    /**
     * Spends the token of a verification link: the address is verified, the account is subscribed to the Free plan and
     * has a quota, all in one commit. Anyone who holds the token may. It opens no session.
     *
     * <p>Recorded as {@code account.verified}, {@code subscription.started}, {@code quota.opened}.
     *
     * @throws Refusal {@link TokenRefusal#GONE} for a token that is unknown, spent, expired or replaced
     */
    Account verifyEmail(Actor actor, String token);

    /**
     * One account. One's own, or any with {@code users:read}.
     *
     * @throws Refusal {@link AccountRefusal#NOT_FOUND}, also for another's account without the permission
     */
    Account get(Actor actor, UserId id);

    /**
     * The accounts, newest first; those who are long away, if the filter asks for them, longest first. Needs
     * {@code users:read}.
     */
    Page<Account> list(Actor actor, AccountFilter filter, PageRequest page);

    /**
     * Changes names or status. One's own names, or anything with {@code users:write} of an account that may do
     * no more than the caller. A status other than active ends the account's sessions at their next request.
     *
     * <p>Recorded as {@code account.updated}, with before and after of the status.
     *
     * @throws Refusal {@link AccountRefusal#NOT_FOUND}; {@link AccountRefusal#LAST_ADMIN}; {@link AccountRefusal#STATUS_FINAL};
     *     {@link AccountRefusal#BEYOND_YOURS}; {@link RequestRefusal#PRECONDITION_FAILED}; {@link RequestRefusal#INVALID}
     */
    Account update(Actor actor, UserId id, AccountPatch patch, Expected expected);
}
