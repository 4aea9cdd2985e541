package dev.tenon.core.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * When a mail that failed is tried again: after half a minute, then twice as long each time, six hours at most, a tenth
 * more or less so that mails which failed together do not come back together; twelve tries in all.
 */
final class RetrySchedule {

    static final int TRIES = 12;

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(6);

    private RetrySchedule() {}

    /** When to try again after the try of this number, from 1; empty after the last. */
    static Optional<Instant> next(UUID mail, int attempt, Instant now) {
        if (attempt >= TRIES) {
            return Optional.empty();
        }
        long seconds = Math.min(LONGEST.toSeconds(), FIRST.toSeconds() << (attempt - 1));
        double jitter = 0.9 + 0.2 * Math.floorMod(mail.hashCode() * 31 + attempt, 1000) / 1000.0;
        return Optional.of(now.plusMillis((long) (seconds * 1000 * jitter)));
    }
}
