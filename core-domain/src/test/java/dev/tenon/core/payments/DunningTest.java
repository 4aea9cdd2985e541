package dev.tenon.core.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DunningTest {

    private static final Instant FIRST = MovableClock.START;
    private final Dunning dunning = new Dunning(List.of(Duration.ofDays(3), Duration.ofDays(8), Duration.ofDays(15)));

    @Test
    void is_tried_again_three_eight_and_fifteen_days_after_the_first_try() {
        assertThat(dunning.next(FIRST, FIRST)).contains(after(3));
        assertThat(dunning.next(FIRST, after(3))).contains(after(8));
        assertThat(dunning.next(FIRST, after(8))).contains(after(15));
        assertThat(dunning.next(FIRST, after(15))).isEmpty();
        assertThat(dunning.last(FIRST)).isEqualTo(after(15));
    }

    @Test
    void who_was_late_goes_on_with_the_next_time() {
        assertThat(dunning.next(FIRST, after(9))).contains(after(15));
        assertThat(dunning.next(FIRST, after(16))).isEmpty();
    }

    @Test
    void without_retries_the_first_try_is_the_last() {
        Dunning none = new Dunning(List.of());

        assertThat(none.next(FIRST, FIRST)).isEmpty();
        assertThat(none.last(FIRST)).isEqualTo(FIRST);
    }

    @Test
    void a_gateway_that_fails_is_left_alone_for_twice_as_long_each_time_eight_times() {
        assertThat(Dunning.pauseAfter(1)).contains(Duration.ofSeconds(300));
        assertThat(Dunning.pauseAfter(2)).contains(Duration.ofSeconds(600));
        assertThat(Dunning.pauseAfter(8)).contains(Duration.ofSeconds(300 * 128));
        assertThat(Dunning.pauseAfter(9)).isEmpty();
    }

    @Test
    void asks_what_became_of_a_charge_after_five_minutes_an_hour_and_five_days() {
        assertThat(Checking.next(0, FIRST)).isEqualTo(FIRST.plus(Duration.ofMinutes(5)));
        assertThat(Checking.next(1, FIRST)).isEqualTo(FIRST.plus(Duration.ofHours(1)));
        assertThat(Checking.next(2, FIRST)).isEqualTo(after(1));
        assertThat(Checking.next(6, FIRST)).isEqualTo(after(1));
        assertThat(Checking.next(7, FIRST)).isNull();
    }

    private static Instant after(int days) {
        return FIRST.plus(Duration.ofDays(days));
    }
}
