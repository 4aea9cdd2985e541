package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.ThrottlePolicy;
import dev.tenon.ports.signin.spi.LoginThrottleStore;
import dev.tenon.ports.signin.spi.LoginThrottleStore.Count;
import java.time.Duration;
import java.time.Instant;

/**
 * The guard against guessing. A try counts before its password is looked at, so that of any number of parallel guesses no
 * more than the limit are evaluated; and it counts for the account and the network address together, so that strangers do
 * not lock the owner out.
 */
final class LoginThrottle {

    private final Kernel kernel;
    private final LoginThrottleStore store;
    private final ThrottlePolicy policy;

    LoginThrottle(Kernel kernel, ThrottlePolicy policy) {
        this.kernel = kernel;
        this.store = kernel.storage().loginThrottles();
        this.policy = policy;
    }

    /** A try that was let through, to be taken back if it succeeds. */
    record Try(String accountAndAddress, String address) {}

    /** Counts a try, or refuses it. */
    Try count(String login, RequestOrigin origin, Instant now) {
        String address = origin.ipAddress() == null ? "in-process" : origin.ipAddress();
        Try attempt = new Try(
                kernel.secrets().pseudonym("login-throttle", login + "\n" + address),
                kernel.secrets().pseudonym("login-throttle", address));
        refuseBeyond(policy.perAddress(), attempt.address(), now);
        refuseBeyond(policy.perAccountAndAddress(), attempt.accountAndAddress(), now);
        return attempt;
    }

    /** Takes a try back: it was a success. */
    void succeeded(Try attempt) {
        store.reset(attempt.accountAndAddress());
        store.forgive(attempt.address());
    }

    private void refuseBeyond(int limit, String key, Instant now) {
        Count count = store.count(key, now, policy.window());
        if (count.tries() > limit) {
            Duration wait = Duration.between(now, count.windowEndsAt());
            throw SignInRefusal.THROTTLED.retryAfter(wait.isNegative() ? Duration.ZERO : wait);
        }
    }
}
