package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;

/** Signing in and out. */
public interface Sessions {

    /**
     * Signs in with e-mail address and password. Anyone may. An unknown address, a wrong or overlong password and an
     * account that is not active are refused alike, after the same work.
     *
     * <p>Recorded as {@code session.opened}.
     *
     * @throws Refusal {@code login-method-disabled}; {@link SignInRefusal#FAILED}; {@link SignInRefusal#EMAIL_UNVERIFIED} if
     *     the password is right; {@link SignInRefusal#SECOND_FACTOR_REQUIRED} if it is and the account has a second factor,
     *     with the challenge that {@link SecondFactors#open} takes;
     *     {@link SignInRefusal#THROTTLED} with the time to wait, counted per account and address before any hashing;
     *     {@link PasswordRefusal#HASHING_BUSY}
     */
    OpenedSession open(Actor actor, Credentials credentials);

    /**
     * Whom a token stands for, from the database as of now: a session that ended, an account that is not active and a
     * role that was taken away count from this request on.
     *
     * @throws Refusal {@link RequestRefusal#UNAUTHENTICATED}
     */
    Authenticated authenticate(RequestOrigin origin, String token);

    /**
     * The actor that works in the name of this person, with the person's permissions. Only for trusted actors.
     *
     * @throws Refusal {@code account-not-found}; {@link RequestRefusal#FORBIDDEN}
     */
    Actor actingAs(Actor actor, String email);

    /**
     * Opens a session in the name of somebody else: for an hour at most, with the person's permissions, marked with both
     * in every audit row and in the person's own list of sessions. The person is told by mail. What
     * belongs to the person alone (password, address, ways in, erasing) is refused in it. Needs {@code users:impersonate}
     * and a session of one's own; it ends with that permission.
     *
     * <p>Recorded as {@code session.impersonated}, with the reason.
     *
     * @param reason shown to the person, at most 255 characters
     * @throws Refusal {@code account-not-found}; {@link ImpersonationRefusal#BEYOND_YOURS};
     *     {@link ImpersonationRefusal#NOT_ACTIVE}; {@link ImpersonationRefusal#NOT_HERE} from within such a session;
     *     {@link RequestRefusal#INVALID}
     */
    OpenedSession impersonate(Actor actor, UserId userId, String reason);

    /** The caller's live sessions, newest first. Any person may. */
    Page<Session> list(Actor actor, PageRequest page);

    /**
     * An account's live sessions, newest first. One's own, or any with {@code sessions:read}.
     *
     * @throws Refusal {@code account-not-found}
     */
    Page<Session> listOf(Actor actor, UserId userId, PageRequest page);

    /**
     * One of the caller's live sessions.
     *
     * @throws Refusal {@link SessionRefusal#NOT_FOUND}
     */
    Session get(Actor actor, SessionId id);

    /**
     * Ends a session: one's own, or any with {@code sessions:write}.
     *
     * <p>Recorded as {@code session.ended}.
     *
     * @throws Refusal {@link SessionRefusal#NOT_FOUND}, also for a session that ended; {@code account-beyond-yours} if its
     *     owner may do more than the caller
     */
    void end(Actor actor, SessionId id);

    /**
     * Ends every session of the caller but the one that asks.
     *
     * <p>Recorded as {@code session.others-ended}.
     *
     * @return how many ended
     */
    int endOthers(Actor actor);

    /**
     * Ends every session of an account, the asking one too: one's own, or any with {@code sessions:write}.
     *
     * <p>Recorded as {@code session.all-ended}.
     *
     * @return how many ended
     * @throws Refusal {@code account-not-found}; {@code account-beyond-yours}
     */
    int endAll(Actor actor, UserId userId);
}
