package dev.tenon.core.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a gateway is asked what became of what it left open: after five minutes, then an hour, then five times a day. */
final class Checking {

    /** For how long the one who asks may be at it before another one does. */
    static final Duration LEASE = Duration.ofMinutes(5);

    /** How long something waits for somebody to confirm it. */
    static final Duration CONFIRMED_WITHIN = Duration.ofHours(24);

    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1));

    private Checking() {}

    /** The time of the next one when it was asked so often; {@code null} if it is not asked any more. */
    static @Nullable Instant next(int checks, Instant now) {
        return checks < PAUSES.size() ? now.plus(PAUSES.get(checks)) : null;
    }
}
