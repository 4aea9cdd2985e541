package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.ShareLinkRefusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.ThrottlePolicy;
import dev.tenon.ports.signin.spi.LoginThrottleStore;
import dev.tenon.ports.signin.spi.LoginThrottleStore.Rule;
import java.time.Duration;
import java.time.Instant;

/**
 * The guard against guessing the passwords of links, as that of sign-in: a try counts before anything is compared, for the link and
 * the network address together, and for the link. Links that never were count alike, so that nobody tells them apart.
 */
final class LinkThrottle {

    private static final String PURPOSE = "login-throttle";

    private final Kernel kernel;
    private final LoginThrottleStore store;
    private final ThrottlePolicy policy;

    LinkThrottle(Kernel kernel, ThrottlePolicy policy) {
        this.kernel = kernel;
        this.store = kernel.storage().loginThrottles();
        this.policy = policy;
    }

    /** A try that was let through: its counts, to be taken back if it succeeds. */
    record Try(String pair, String link) {}

    /** Counts a try, or refuses it. */
    Try count(String tokenDigest, RequestOrigin origin, Instant now) {
        String address = origin.ipAddress() == null ? "in-process" : origin.ipAddress();
        Try attempt = new Try(key("link\n" + tokenDigest + "\n" + address), key("link\n" + tokenDigest));
        count(attempt.pair(), policy.perAccountAndAddress(), now);
        count(attempt.link(), policy.perAccount(), now);
        return attempt;
    }

    private void count(String key, int free, Instant now) {
        store.count(key, new Rule(free, policy.window(), policy.pause(), policy.longestPause()), now)
                .ifPresent(until -> {
                    throw ShareLinkRefusal.THROTTLED.retryAfter(Duration.between(now, until));
                });
    }

    /** Takes a try back: it was the password. */
    void succeeded(Try attempt) {
        store.reset(attempt.pair());
        store.forgive(attempt.link());
    }

    private String key(String counted) {
        return kernel.secrets().pseudonym(PURPOSE, counted);
    }
}
