package dev.tenon.ports.webhooks;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be told.
 *
 * @param due how many deliveries are due or under way
 * @param dead how many were given up
 * @param oldestDueAt when the one that waits longest became due; {@code null} if none waits
 */
public record DeliveryBacklog(long due, long dead, @Nullable Instant oldestDueAt) {

    /** Since when the oldest waits. */
    public Optional<Instant> oldest() {
        return Optional.ofNullable(oldestDueAt);
    }
}
