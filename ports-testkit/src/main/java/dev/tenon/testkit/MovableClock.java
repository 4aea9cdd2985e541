package dev.tenon.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. To the microsecond, as the database keeps time. */
public final class MovableClock implements InstantSource {

    /** Where the clock stands at first: midnight of New Year 2026, UTC. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now;

    /** A clock that stands at {@link #START}. */
    public MovableClock() {
        this(START);
    }

    public MovableClock(Instant start) {
        this.now = new AtomicReference<>(micros(start));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves by a length of time; a negative one moves back. */
    public Instant advance(Duration duration) {
        return now.updateAndGet(present -> micros(present.plus(duration)));
    }

    /** Moves by days, months and years of the calendar, in UTC: a month after 31 January is the last day of February. */
    public Instant advance(Period period) {
        return now.updateAndGet(
                present -> present.atZone(ZoneOffset.UTC).plus(period).toInstant());
    }

    /** Moves to an instant, before or after the present one. */
    public Instant moveTo(Instant instant) {
        return now.updateAndGet(present -> micros(instant));
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
