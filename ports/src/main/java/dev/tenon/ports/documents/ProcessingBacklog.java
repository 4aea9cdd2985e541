package dev.tenon.ports.documents;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be read.
 *
 * @param due how many versions are due or under way, {@link #MOST_COUNTED} at most
 * @param waiting how many failed and wait for their next try, likewise
 * @param failed how many were given up, likewise
 * @param oldestDueAt when the one that waits longest became due; {@code null} if none is due
 */
public record ProcessingBacklog(
        long due, long waiting, long failed, @Nullable Instant oldestDueAt) {

    /** Beyond so many nothing is counted. */
    public static final int MOST_COUNTED = 100_000;

    /** Nothing waits. */
    public static final ProcessingBacklog EMPTY = new ProcessingBacklog(0, 0, 0, null);

    /** Since when the oldest waits. */
    public Optional<Instant> oldest() {
        return Optional.ofNullable(oldestDueAt);
    }

    /** How long the oldest has been waiting; nothing if none is due. */
    public Duration delay(Instant now) {
        return oldestDueAt == null || oldestDueAt.isAfter(now) ? Duration.ZERO : Duration.between(oldestDueAt, now);
    }
}
