package dev.tenon.rest;

import java.time.Duration;
import java.time.Instant;

/** Moves the time of a server that runs on a test clock. Both methods return after every job that became due has run. */
public interface TestClockControl {

    /** Moves time on; returns the new time. */
    Instant advance(Duration by);

    /**
     * Sets the time; returns it.
     *
     * @throws IllegalArgumentException if it lies before the present one
     */
    Instant set(Instant to);
}
