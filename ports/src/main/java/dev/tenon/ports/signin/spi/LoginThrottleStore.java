package dev.tenon.ports.signin.spi;

import java.time.Duration;
import java.time.Instant;

/** Counts tries to sign in (table {@code login_throttles}). Needs no unit of work: a count must last though the caller is refused. */
public interface LoginThrottleStore {

    /**
     * What counting a try found.
     *
     * @param tries how many in the present window, this one included
     * @param windowEndsAt when the window ends and counting starts anew
     */
    record Count(int tries, Instant windowEndsAt) {}

    /** Counts a try before it is evaluated: of parallel tries, each gets a number of its own. */
    Count count(String key, Instant now, Duration window);

    /** Takes one try of the present window back: it was a success. */
    void forgive(String key);

    /** Starts anew after a success. */
    void reset(String key);

    /** Forgets windows that ended before then, at most {@code limit}; returns how many. */
    int deleteEnded(Instant before, int limit);
}
