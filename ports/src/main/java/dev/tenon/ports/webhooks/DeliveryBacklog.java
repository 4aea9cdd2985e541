package dev.tenon.ports.webhooks;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be told.
 *
 * @param due how many deliveries are due or under way, {@link #MOST_COUNTED} at most
 * @param dead how many were given up, {@link #MOST_COUNTED} at most
 * @param oldestDueAt when the one that waits longest became due; {@code null} if none waits
 */
public record DeliveryBacklog(long due, long dead, @Nullable Instant oldestDueAt) {

    /** Beyond so many nothing is counted. */
    public static final int MOST_COUNTED = 100_000;

    /** Since when the oldest waits. */
    public Optional<Instant> oldest() {
        return Optional.ofNullable(oldestDueAt);
    }
}
