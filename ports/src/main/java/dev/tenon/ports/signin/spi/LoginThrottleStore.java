package dev.tenon.ports.signin.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts tries to sign in (table {@code login_throttles}). Needs no unit of work: a count must last though the caller is refused. */
public interface LoginThrottleStore {

    /**
     * How tries of a sort are let through.
     *
     * @param free how many are, at once
     * @param window after so long without a counted try, counting starts anew
     * @param pause what follows the last free try, and doubles with each further one
     * @param longestPause what it doubles up to
     */
    record Rule(int free, Duration window, Duration pause, Duration longestPause) {}

    /**
     * Counts a try before it is evaluated, or refuses it without counting: of parallel tries, no more are let through than
     * are free.
     *
     * @return when the next try will be let through, if this one is not; empty if it is
     */
    Optional<Instant> count(String key, Rule rule, Instant now);

    /** Takes one counted try back: it was a success. A pause that it began is over. */
    void forgive(String key);

    /** Starts anew after a success. */
    void reset(String key);

    /** Forgets counts whose window and pause ended before then, at most {@code limit}; returns how many. */
    int deleteEnded(Instant before, int limit);
}
