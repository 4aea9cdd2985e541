package dev.tenon.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void waits_twice_as_long_each_time_a_tenth_more_or_less() {
        UUID mail = Fixtures.anId();
        for (int attempt = 1; attempt < 10; attempt++) {
            long nominal = 30_000L << (attempt - 1);
            assertThat(waitAfter(mail, attempt).toMillis()).isBetween(nominal * 9 / 10, nominal * 11 / 10);
        }
    }

    @Test
    void never_waits_longer_than_six_hours_and_a_tenth() {
        assertThat(waitAfter(Fixtures.anId(), 11)).isLessThanOrEqualTo(Duration.ofMinutes(6 * 66));
    }

    @Test
    void gives_up_after_the_twelfth_try() {
        assertThat(RetrySchedule.next(Fixtures.anId(), 12, NOW)).isEmpty();
    }

    @Test
    void mails_that_failed_together_come_back_apart() {
        long distinct = IntStream.range(0, 100)
                .mapToObj(index -> waitAfter(Fixtures.anId(), 5))
                .distinct()
                .count();

        assertThat(distinct).isGreaterThan(50);
    }

    private static Duration waitAfter(UUID mail, int attempt) {
        return Duration.between(NOW, RetrySchedule.next(mail, attempt, NOW).orElseThrow());
    }
}
