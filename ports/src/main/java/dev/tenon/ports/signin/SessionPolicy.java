package dev.tenon.ports.signin;

import java.time.Duration;
import java.time.Instant;

/**
 * How long sessions live.
 *
 * @param idle ends a session that is not used for so long
 * @param absolute ends every session after so long
 * @param perAccount how many live sessions an account has at most; the oldest ends when one more is opened
 */
public record SessionPolicy(Duration idle, Duration absolute, int perAccount) {

    /** Seven days idle, thirty in all, one hundred devices. */
    public static SessionPolicy standard() {
        return new SessionPolicy(Duration.ofDays(7), Duration.ofDays(30), 100);
    }

    /** When a session that is used now ends unless it is used again. */
    public Instant idleExpiry(Instant now, Instant expiresAt) {
        Instant idleExpiresAt = now.plus(idle);
        return idleExpiresAt.isBefore(expiresAt) ? idleExpiresAt : expiresAt;
    }

    public SessionPolicy {
        if (idle.isNegative() || idle.isZero() || absolute.compareTo(idle) < 0 || perAccount < 1) {
            throw new IllegalArgumentException("A session lives for a while, idle at most as long as in all");
        }
    }
}
