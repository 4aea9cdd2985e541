package dev.tenon.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.limits.RateLimitDecision;
import dev.tenon.ports.limits.spi.RateLimitStore;
import dev.tenon.ports.limits.spi.RateLimitStore.Lease;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final Instant START = MovableClock.START;
    private static final Instant FREE = START.plusSeconds(61);

    private final Meter meter = new Meter();
    private final LongAdder uncounted = new LongAdder();
    private final Queue<Lease> leases = new ArrayDeque<>();
    private int asked;

    private Optional<RateLimitDecision> take(Instant now) {
        return meter.take("api", now, uncounted, () -> {
            asked++;
            Lease lease = leases.poll();
            if (lease == null) {
                throw RequestRefusal.BUSY.refusal();
            }
            return lease;
        });
    }

    @Test
    void a_lease_costs_the_database_one_question_however_many_requests_it_is_for() {
        leases.add(new Lease(30, 600, 570, FREE));
        leases.add(new Lease(30, 600, 540, FREE));

        assertThat(take(START)).contains(new RateLimitDecision(true, "api", 600, 599, 61));
        IntStream.range(0, 28).forEach(any -> assertThat(take(START)).isPresent());
        assertThat(take(START.plusSeconds(1))).contains(new RateLimitDecision(true, "api", 600, 570, 60));
        assertThat(asked).isOne();

        assertThat(take(START)).contains(new RateLimitDecision(true, "api", 600, 569, 61));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whoever_was_refused_does_not_reach_the_database_before_something_is_free() {
        leases.add(new Lease(0, 600, 0, START.plusMillis(10_500)));
        leases.add(new Lease(1, 600, 0, FREE));

        assertThat(take(START)).contains(new RateLimitDecision(false, "api", 600, 0, 11));
        IntStream.range(0, 1_000)
                .forEach(any -> assertThat(take(START.plusMillis(10_499)))
                        .contains(new RateLimitDecision(false, "api", 600, 0, 1)));
        assertThat(asked).isOne();

        assertThat(take(START.plusMillis(10_500)))
                .map(RateLimitDecision::allowed)
                .contains(true);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void what_was_taken_in_advance_is_good_for_a_minute_so_that_another_plan_counts_then() {
        leases.add(new Lease(30, 600, 570, FREE));
        leases.add(new Lease(150, 3_000, 2_850, FREE.plusSeconds(60)));
        take(START);

        assertThat(take(START.plusMillis(59_999))).map(RateLimitDecision::limit).contains(600);
        assertThat(take(START.plusSeconds(60))).map(RateLimitDecision::limit).contains(3_000);
    }

    @Test
    void a_clock_that_was_put_back_holds_nobody_up() {
        leases.add(new Lease(0, 600, 0, FREE));
        leases.add(new Lease(30, 600, 570, FREE.minusSeconds(3_600)));
        take(START);

        assertThat(take(START.minusSeconds(3_600)))
                .map(RateLimitDecision::allowed)
                .contains(true);
    }

    @Test
    void whoever_has_no_limit_is_told_none() {
        leases.add(new Lease(2, RateLimitStore.UNLIMITED, RateLimitStore.UNLIMITED, START));
        leases.add(new Lease(0, 600, 0, FREE));

        assertThat(take(START)).isEmpty();
        assertThat(take(START)).isEmpty();
        assertThat(take(START)).as("the plan has changed").isPresent();
        assertThat(uncounted.sum()).isZero();
    }

    @Test
    void while_the_database_does_not_answer_everything_passes_and_it_is_asked_once_a_second() {
        IntStream.range(0, 100).forEach(any -> assertThat(take(START)).isEmpty());
        assertThat(asked).isOne();
        assertThat(uncounted.sum()).isEqualTo(100);

        assertThat(take(START.plusSeconds(1))).isEmpty();
        assertThat(asked).isEqualTo(2);

        leases.add(new Lease(30, 600, 570, FREE));
        assertThat(take(START.plusSeconds(2))).isPresent();
        assertThat(uncounted.sum()).isEqualTo(101);
    }

    @Test
    void what_else_goes_wrong_is_not_hidden() {
        assertThatThrownBy(() -> meter.take("api", START, uncounted, () -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> meter.take("api", START, uncounted, () -> {
                    throw RequestRefusal.INVALID.refusal();
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void H2_threads_together_get_no_more_than_was_leased() {
        AtomicInteger granted = new AtomicInteger();

        List<Integer> allowed = Race.of(20, number -> (int) IntStream.range(0, 1_000)
                .filter(any -> meter.take("api", START, uncounted, () -> lease(granted))
                        .map(RateLimitDecision::allowed)
                        .orElse(true))
                .count());

        assertThat(allowed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(600);
    }

    private static Lease lease(AtomicInteger granted) {
        int mine = granted.getAndAdd(30) < 600 ? 30 : 0;
        return new Lease(mine, 600, 0, START.plus(Duration.ofSeconds(61)));
    }
}
