package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;

class MovableClockTest {

    private final MovableClock clock = new MovableClock();

    @Test
    void stands_still_until_it_is_moved() {
        assertThat(clock.instant()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(clock.instant()).isEqualTo(clock.instant());
    }

    @Test
    void moves_by_a_length_of_time() {
        assertThat(clock.advance(Duration.ofMinutes(90))).isEqualTo("2026-01-01T01:30:00Z");
        assertThat(clock.advance(Duration.ofMinutes(-30))).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(clock.instant()).isEqualTo("2026-01-01T01:00:00Z");
    }

    @Test
    void moves_by_months_of_the_calendar() {
        clock.moveTo(Instant.parse("2026-01-31T12:00:00Z"));

        assertThat(clock.advance(Period.ofMonths(1))).isEqualTo("2026-02-28T12:00:00Z");
        assertThat(clock.advance(Period.of(2, 0, 1))).isEqualTo("2028-02-29T12:00:00Z");
    }

    @Test
    void keeps_time_to_the_microsecond() {
        assertThat(new MovableClock(Instant.parse("2026-01-01T00:00:00.123456789Z")).instant())
                .isEqualTo("2026-01-01T00:00:00.123456Z");
        assertThat(clock.advance(Duration.ofNanos(1_999))).isEqualTo("2026-01-01T00:00:00.000001Z");
        assertThat(clock.moveTo(Instant.parse("2027-01-01T00:00:00.000000999Z")))
                .isEqualTo("2027-01-01T00:00:00Z");
    }
}
