package dev.tenon.core.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * When what could not be delivered is tried again: after half a minute, then twice as long each time, six hours at most, a tenth
 * more or less so that what failed together does not come back together; twelve tries in all.
 */
public final class RetrySchedule {

    /** How often something is tried. */
    public static final int TRIES = 12;

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(6);

    private RetrySchedule() {}

    /** When to try again after the try of this number, from 1; empty after the last. */
    public static Optional<Instant> next(UUID thing, int attempt, Instant now) {
        if (attempt >= TRIES) {
            return Optional.empty();
        }
        long seconds = Math.min(LONGEST.toSeconds(), FIRST.toSeconds() << (attempt - 1));
        double jitter = 0.9 + 0.2 * Math.floorMod(thing.hashCode() * 31 + attempt, 1000) / 1000.0;
        return Optional.of(now.plusMillis((long) (seconds * 1000 * jitter)));
    }
}
