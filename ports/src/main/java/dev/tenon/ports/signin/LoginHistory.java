package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;

/** Who tried to sign in, when, from where, and how it ended. Kept for a year. */
public interface LoginHistory {

    /** The tries at the caller's own account, newest first. Any person may. */
    Page<LoginAttempt> mine(Actor actor, PageRequest page);

    /**
     * The tries at an account, newest first. One's own, or any with {@code login-history:read}.
     *
     * @throws Refusal {@code account-not-found}
     */
    Page<LoginAttempt> of(Actor actor, UserId userId, PageRequest page);

    /** Every try, also at addresses without an account, newest first. Needs {@code login-history:read}. */
    Page<LoginAttempt> all(Actor actor, LoginAttemptFilter filter, PageRequest page);
}
