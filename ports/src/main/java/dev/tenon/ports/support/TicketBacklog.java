package dev.tenon.ports.support;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much waits for the staff.
 *
 * @param open nobody has answered, or the person asked again
 * @param inProgress answered, and not resolved
 * @param oldestOpenAt when the oldest of the open ones was asked; {@code null} if there are none
 */
public record TicketBacklog(
        long open, long inProgress, @Nullable Instant oldestOpenAt) {

    /** Nothing waits. */
    public static final TicketBacklog EMPTY = new TicketBacklog(0, 0, null);
}
