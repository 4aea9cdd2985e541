package dev.tenon.ports.limits;

import dev.tenon.ports.kernel.Refusal;
import java.time.Duration;

/**
 * What came of asking for one request.
 *
 * @param allowed whether the request may be made
 * @param policy the limit's name, as {@code RateLimit-Policy} has it: {@code login}, {@code writes}, {@code reads}, or {@code api}
 *     for all that an API key asks
 * @param limit how many requests a minute
 * @param left how many more would be allowed now, as far as this server knows
 * @param resetSeconds after how many seconds some of what was used becomes free again; at least 1 if the request is refused
 */
public record RateLimitDecision(boolean allowed, String policy, int limit, int left, int resetSeconds) {

    /** How long a window lasts, in seconds. */
    public static final int WINDOW_SECONDS = 60;

    /** The refusal that says when to come back. */
    public Refusal refusal() {
        return RateLimitRefusal.EXCEEDED
                .because("At most " + limit + " requests a minute count as `" + policy + "`. Wait " + resetSeconds
                        + " s, and spread what you ask over the minute.")
                .withRetryAfter(Duration.ofSeconds(resetSeconds));
    }
}
