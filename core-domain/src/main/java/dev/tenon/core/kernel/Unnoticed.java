package dev.tenon.core.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long somebody may have been in an account that was not theirs before anybody saw: when they came in nobody knows, and what they
 * did there they did soon after.
 */
public final class Unnoticed {

    private static final Duration FOR = Duration.ofDays(3);

    private Unnoticed() {}

    /** From when on what was made in an account may be theirs, if this is when they were first seen. */
    public static Instant before(Instant seen) {
        return seen.minus(FOR);
    }
}
