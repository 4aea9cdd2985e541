package dev.tenon.testkit.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.signin.spi.LoginThrottleStore.Count;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of throttles does. Nothing here is done in a unit of work, since no count needs one. */
public abstract class LoginThrottleStoreContract extends StorageContract {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Instant WINDOW_END = START.plus(WINDOW);

    private final String key = Fixtures.aDigest();

    @Test
    void A5_counts_up_within_the_window_of_the_first_try() {
        assertThat(count(START)).isEqualTo(new Count(1, WINDOW_END));
        assertThat(count(START.plusSeconds(60))).isEqualTo(new Count(2, WINDOW_END));
        assertThat(count(WINDOW_END.minusNanos(1_000))).isEqualTo(new Count(3, WINDOW_END));
    }

    @Test
    void A5_counts_anew_when_the_window_ended() {
        count(START);
        count(START);

        assertThat(count(WINDOW_END)).isEqualTo(new Count(1, WINDOW_END.plus(WINDOW)));
        assertThat(count(WINDOW_END)).isEqualTo(new Count(2, WINDOW_END.plus(WINDOW)));
    }

    @Test
    void A5_counts_every_key_for_itself() {
        count(START);
        count(START);

        assertThat(storage.loginThrottles()
                        .count(Fixtures.aDigest(), START, WINDOW)
                        .tries())
                .isOne();
        assertThat(count(START).tries()).isEqualTo(3);
    }

    @Test
    void A5_of_parallel_tries_each_gets_a_number_of_its_own() {
        List<Integer> numbers = Race.of(50, number -> count(START).tries());

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void A5_of_parallel_tries_one_begins_the_next_window() {
        count(START);
        count(START);

        List<Count> counts = Race.of(50, number -> count(WINDOW_END));

        assertThat(counts)
                .extracting(Count::tries)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 50).boxed().toList());
        assertThat(counts).extracting(Count::windowEndsAt).containsOnly(WINDOW_END.plus(WINDOW));
    }

    @Test
    void takes_a_try_back_and_keeps_the_window() {
        count(START);
        count(START);

        storage.loginThrottles().forgive(key);

        assertThat(count(START.plusSeconds(60))).isEqualTo(new Count(2, WINDOW_END));
    }

    @Test
    void takes_no_more_tries_back_than_there_were() {
        storage.loginThrottles().forgive(key);
        count(START);
        storage.loginThrottles().forgive(key);
        storage.loginThrottles().forgive(key);

        assertThat(count(START).tries()).isOne();
    }

    @Test
    void parallel_tries_that_are_taken_back_leave_nothing() {
        Race.of(50, number -> {
            int tries = count(START).tries();
            storage.loginThrottles().forgive(key);
            return tries;
        });

        assertThat(count(START).tries()).isOne();
    }

    @Test
    void starts_anew_after_a_reset() {
        count(START);
        count(START);
        Instant later = START.plusSeconds(60);

        storage.loginThrottles().reset(key);
        storage.loginThrottles().reset(Fixtures.aDigest());

        assertThat(count(later)).isEqualTo(new Count(1, later.plus(WINDOW)));
    }

    @Test
    void forgets_windows_that_ended_before_a_time() {
        count(START);
        storage.loginThrottles().count(Fixtures.aDigest(), START.plusNanos(1_000), WINDOW);

        assertThat(storage.loginThrottles().deleteEnded(WINDOW_END, 10))
                .as("a window that ends at that very time stays")
                .isZero();
        assertThat(storage.loginThrottles().deleteEnded(WINDOW_END.plusNanos(1_000), 10))
                .isOne();
        assertThat(storage.loginThrottles().deleteEnded(WINDOW_END.plusNanos(2_000), 10))
                .isOne();
    }

    @Test
    void forgets_no_more_windows_at_a_time_than_asked_for() {
        IntStream.range(0, 5).forEach(number -> storage.loginThrottles().count(Fixtures.aDigest(), START, WINDOW));
        Instant muchLater = WINDOW_END.plusSeconds(1);

        assertThat(storage.loginThrottles().deleteEnded(muchLater, 3)).isEqualTo(3);
        assertThat(storage.loginThrottles().deleteEnded(muchLater, 3)).isEqualTo(2);
        assertThat(storage.loginThrottles().deleteEnded(muchLater, 3)).isZero();
    }

    private Count count(Instant now) {
        return storage.loginThrottles().count(key, now, WINDOW);
    }
}
