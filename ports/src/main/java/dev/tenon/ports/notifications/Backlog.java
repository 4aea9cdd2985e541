package dev.tenon.ports.notifications;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the outbox.
 *
 * @param due how many mails are due or under way
 * @param dead how many were given up
 * @param oldestDueAt when the one that waits longest became due; {@code null} if none waits
 */
public record Backlog(long due, long dead, @Nullable Instant oldestDueAt) {

    /** Since when the oldest waits. */
    public Optional<Instant> oldest() {
        return Optional.ofNullable(oldestDueAt);
    }
}
