package dev.tenon.ports.apikeys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which hours or days to count.
 *
 * @param from inclusive: the hour or day that it lies in is the first; {@code null} for the 24 hours, or the 30 days, before
 *     {@code to}
 * @param to exclusive; {@code null} for now
 */
public record KeyUsagePeriod(
        Step per, @Nullable Instant from, @Nullable Instant to) {

    /** How long each number is about, in UTC. */
    public enum Step {
        HOUR,
        DAY
    }
}
