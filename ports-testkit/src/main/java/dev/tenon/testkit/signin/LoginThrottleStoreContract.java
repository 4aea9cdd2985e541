package dev.tenon.testkit.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.signin.spi.LoginThrottleStore.Rule;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of throttles does. Nothing here is done in a unit of work, since no count needs one. */
public abstract class LoginThrottleStoreContract extends StorageContract {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Rule THREE = new Rule(3, WINDOW, PAUSE, LONGEST);

    private final String key = Fixtures.aDigest();

    @Test
    void A5_lets_the_free_tries_through_and_then_pauses() {
        assertThat(count(START)).isEmpty();
        assertThat(count(START)).isEmpty();
        assertThat(count(START)).isEmpty();

        assertThat(count(START)).contains(START.plus(PAUSE));
        assertThat(count(START.plus(PAUSE).minusNanos(1_000))).contains(START.plus(PAUSE));
    }

    @Test
    void A5_each_further_try_doubles_the_pause_up_to_the_longest() {
        spend(3, START);
        Instant now = START;
        for (Duration pause : List.of(PAUSE, PAUSE.multipliedBy(2), PAUSE.multipliedBy(4), LONGEST, LONGEST)) {
            assertThat(count(now)).contains(now.plus(pause));
            now = now.plus(pause);
            assertThat(count(now)).as("after the pause one is let through").isEmpty();
        }
    }

    @Test
    void A5_a_refused_try_makes_no_pause_longer() {
        spend(3, START);
        IntStream.range(0, 50).forEach(any -> count(START));

        Instant after = START.plus(PAUSE);
        assertThat(count(after)).isEmpty();
        assertThat(count(after)).contains(after.plus(PAUSE.multipliedBy(2)));
    }

    @Test
    void A5_counts_anew_after_a_window_without_a_try() {
        spend(2, START);

        spend(3, START.plus(WINDOW));

        assertThat(count(START.plus(WINDOW))).isPresent();
    }

    @Test
    void A5_a_pause_is_followed_by_a_whole_window() {
        spend(3, START);
        Instant last = START.plus(PAUSE).plus(WINDOW).minusNanos(1_000);

        assertThat(count(last)).isEmpty();
        assertThat(count(last)).as("still counted on").contains(last.plus(PAUSE.multipliedBy(2)));
    }

    @Test
    void A5_counts_every_key_for_itself() {
        spend(3, START);

        assertThat(storage.loginThrottles().count(Fixtures.aDigest(), THREE, START))
                .isEmpty();
        assertThat(count(START)).isPresent();
    }

    @Test
    void A5_of_parallel_tries_no_more_are_let_through_than_are_free() {
        List<Optional<Instant>> tries = Race.of(50, number -> count(START));

        assertThat(tries).filteredOn(Optional::isEmpty).hasSize(3);
        assertThat(tries).filteredOn(Optional::isPresent).containsOnly(Optional.of(START.plus(PAUSE)));
    }

    @Test
    void A5_of_parallel_tries_after_a_pause_one_is_let_through() {
        spend(3, START);

        List<Optional<Instant>> tries = Race.of(50, number -> count(START.plus(PAUSE)));

        assertThat(tries).filteredOn(Optional::isEmpty).hasSize(1);
    }

    @Test
    void takes_a_try_and_its_pause_back() {
        spend(3, START);

        storage.loginThrottles().forgive(key);

        assertThat(count(START)).isEmpty();
        assertThat(count(START)).isPresent();
    }

    @Test
    void takes_no_more_tries_back_than_there_were() {
        storage.loginThrottles().forgive(key);
        count(START);
        storage.loginThrottles().forgive(key);
        storage.loginThrottles().forgive(key);

        spend(3, START);
        assertThat(count(START)).isPresent();
    }

    @Test
    void starts_anew_after_a_reset() {
        spend(3, START);

        storage.loginThrottles().reset(key);
        storage.loginThrottles().reset(Fixtures.aDigest());

        spend(3, START);
        assertThat(count(START)).isPresent();
    }

    @Test
    void forgets_windows_that_ended_before_a_time() {
        Instant end = START.plus(WINDOW);
        count(START);
        storage.loginThrottles().count(Fixtures.aDigest(), THREE, START.plusNanos(1_000));

        assertThat(storage.loginThrottles().deleteEnded(end, 10))
                .as("a window that ends at that very time stays")
                .isZero();
        assertThat(storage.loginThrottles().deleteEnded(end.plusNanos(1_000), 10))
                .isOne();
        assertThat(storage.loginThrottles().deleteEnded(end.plusNanos(2_000), 10))
                .isOne();
    }

    @Test
    void forgets_no_more_windows_at_a_time_than_asked_for() {
        IntStream.range(0, 5).forEach(number -> storage.loginThrottles().count(Fixtures.aDigest(), THREE, START));
        Instant muchLater = START.plus(WINDOW).plusSeconds(1);

        assertThat(storage.loginThrottles().deleteEnded(muchLater, 3)).isEqualTo(3);
        assertThat(storage.loginThrottles().deleteEnded(muchLater, 3)).isEqualTo(2);
        assertThat(storage.loginThrottles().deleteEnded(muchLater, 3)).isZero();
    }

    private void spend(int tries, Instant now) {
        IntStream.range(0, tries).forEach(any -> assertThat(count(now)).isEmpty());
    }

    private Optional<Instant> count(Instant now) {
        return storage.loginThrottles().count(key, THREE, now);
    }
}
