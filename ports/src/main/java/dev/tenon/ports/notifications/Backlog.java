package dev.tenon.ports.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the outbox.
 *
 * @param due how many mails are due or under way
 * @param sending how many of these a worker has in its hands
 * @param waiting how many failed and wait for their next try
 * @param dead how many were given up
 * @param oldestDueAt when the one that waits longest became due; {@code null} if none is due
 */
public record Backlog(
        long due,
        long sending,
        long waiting,
        long dead,
        @Nullable Instant oldestDueAt) {

    /** Nothing waits. */
    public static final Backlog EMPTY = new Backlog(0, 0, 0, 0, null);

    /** Since when the oldest waits. */
    public Optional<Instant> oldest() {
        return Optional.ofNullable(oldestDueAt);
    }

    /** How long the oldest has been waiting; nothing if none is due. */
    public Duration delay(Instant now) {
        return oldestDueAt == null || oldestDueAt.isAfter(now) ? Duration.ZERO : Duration.between(oldestDueAt, now);
    }
}
