package dev.tenon.ports.billing;

import java.time.Instant;

/**
 * A span of time that is paid for.
 *
 * @param end exclusive
 */
public record Period(Instant start, Instant end) {

    public Period {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("A period ends after it starts");
        }
    }

    /** Whether the instant lies in it. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }
}
