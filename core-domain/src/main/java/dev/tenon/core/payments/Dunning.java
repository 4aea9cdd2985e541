package dev.tenon.core.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When what was declined is tried again: at fixed times after the first try, whatever happened since. Who was late, because
 * no server ran, has missed the times in between and goes on with the next one.
 *
 * @param retries counted from the first try, rising
 */
record Dunning(List<Duration> retries) {

    /** How often in a row a gateway may fail before that counts as declined. */
    static final int MOST_FAILURES = 8;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);

    Dunning {
        retries = List.copyOf(retries);
    }

    /** The first time after now; empty if all are over. */
    Optional<Instant> next(Instant first, Instant now) {
        return retries.stream().map(first::plus).filter(now::isBefore).findFirst();
    }

    /** The last time. */
    Instant last(Instant first) {
        return retries.isEmpty() ? first : first.plus(retries.get(retries.size() - 1));
    }

    /** How long to leave a gateway alone that failed so often in a row; empty if that is enough. */
    static Optional<Duration> pauseAfter(int failures) {
        return failures > MOST_FAILURES
                ? Optional.empty()
                : Optional.of(FIRST_PAUSE.multipliedBy(1L << (failures - 1)));
    }
}
