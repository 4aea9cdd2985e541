package dev.tenon.testkit.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.limits.spi.RateLimitStore;
import dev.tenon.ports.limits.spi.RateLimitStore.Lease;
import dev.tenon.ports.limits.spi.RateLimitStore.Taking;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of rate limits does. Nothing here is done in a unit of work, since no count needs one. */
public abstract class RateLimitStoreContract extends StorageContract {

    private final String caller = Fixtures.aDigest();

    @Test
    void H2_gives_a_twentieth_of_the_limit_at_a_time() {
        assertThat(take(600, START)).isEqualTo(new Lease(30, 600, 570, START.plusSeconds(61)));
        assertThat(take(600, START).left()).isEqualTo(540);
    }

    @Test
    void gives_one_at_least_and_no_more_than_the_largest_lease() {
        assertThat(take(7, START).granted()).isOne();
        assertThat(store().take(new Taking(caller, "reads", 10_000_000, null, null), START)
                        .granted())
                .isEqualTo(RateLimitStore.LARGEST_LEASE);
        for (int limit : List.of(1, 19, 20, 39, 40, 99_999, 100_000, 100_001)) {
            assertThat(store().take(new Taking(Fixtures.aDigest(), "reads", limit, null, null), START)
                            .granted())
                    .as("of %d", limit)
                    .isEqualTo(RateLimitStore.leaseOf(limit));
        }
    }

    @Test
    void H2_gives_no_more_than_the_limit_and_then_says_when_some_is_free_again() {
        assertThat(takeAll(50, START)).isEqualTo(50);

        Lease refused = take(50, START.plusSeconds(10));

        assertThat(refused).isEqualTo(new Lease(0, 50, 0, START.plusSeconds(61)));
    }

    @Test
    void gives_what_is_left_if_that_is_less_than_a_twentieth() {
        takeAll(100, START);

        assertThat(take(103, START).granted()).isEqualTo(3);
    }

    @Test
    void H2_what_was_taken_counts_for_sixty_seconds_and_the_second_it_was_taken_in() {
        Instant withinItsSecond = START.plusMillis(900);
        takeAll(40, withinItsSecond);

        assertThat(take(40, START.plusMillis(60_999)).granted()).isZero();
        assertThat(takeAll(40, START.plusSeconds(61))).isEqualTo(40);
    }

    @Test
    void H2_the_window_slides() {
        takeAll(20, START);
        assertThat(takeAll(40, START.plusSeconds(30))).isEqualTo(20);

        assertThat(takeAll(40, START.plusSeconds(60))).isZero();
        assertThat(takeAll(40, START.plusSeconds(61))).isEqualTo(20);
        assertThat(take(40, START.plusSeconds(61)).freeAt()).isEqualTo(START.plusSeconds(91));
        assertThat(takeAll(40, START.plusSeconds(91))).isEqualTo(20);
    }

    @Test
    void counts_every_caller_and_every_policy_for_itself() {
        takeAll(20, START);

        assertThat(store().take(new Taking(Fixtures.aDigest(), "api", 20, null, null), START)
                        .granted())
                .isOne();
        assertThat(store().take(new Taking(caller, "login", 20, null, null), START)
                        .granted())
                .isOne();
        assertThat(take(20, START).granted()).isZero();
    }

    @Test
    void another_limit_counts_at_once() {
        takeAll(20, START);

        assertThat(take(60, START)).isEqualTo(new Lease(3, 60, 37, START.plusSeconds(61)));
        assertThat(take(10, START)).isEqualTo(new Lease(0, 10, 0, START.plusSeconds(61)));
    }

    @Test
    void H2_parallel_takers_get_no_more_than_the_limit() {
        List<Lease> leases = Race.of(50, number -> take(100, START));

        assertThat(leases.stream().mapToInt(Lease::granted).sum()).isEqualTo(100);
    }

    @Test
    void a_clock_that_is_behind_counts_in_the_latest_second() {
        takeAll(20, START);

        assertThat(take(20, START.minusSeconds(5)).granted()).isZero();
        assertThat(take(20, START.minusSeconds(61)).granted()).isZero();
        assertThat(take(40, START.minusSeconds(5)).granted()).isEqualTo(2);
        assertThat(take(40, START.plusSeconds(60)).left()).isEqualTo(16);
    }

    @Test
    void a_clock_that_was_put_back_begins_anew() {
        takeAll(20, START);

        assertThat(takeAll(20, START.minusSeconds(3_600))).isEqualTo(20);
        assertThat(take(20, START.minusSeconds(3_600)).freeAt()).isEqualTo(START.minusSeconds(3_539));
    }

    @Test
    void counts_whatever_becomes_of_a_unit_of_work() {
        rollBack(() -> takeAll(20, START));

        assertThat(take(20, START).granted()).isZero();
    }

    @Test
    void a_persons_plan_raises_the_limit_and_never_lowers_it() {
        UserId ana = subscriber("Standard");

        assertThat(take(600, ana).limit()).isEqualTo(3_000);
        assertThat(take(600, ana).granted()).isEqualTo(150);
        assertThat(take(5_000, ana).limit()).isEqualTo(5_000);
        assertThat(take(600, subscriber(Plan.FREE)).limit()).isEqualTo(600);
        assertThat(take(600, anAccount().id()).limit()).isEqualTo(600);
    }

    @Test
    void an_organization_without_a_plan_has_the_given_limit() {
        Taking ofNobody = new Taking(caller, "api", 600, null, new OrganizationId(Fixtures.anId()));

        assertThat(store().take(ofNobody, START)).isEqualTo(new Lease(30, 600, 570, START.plusSeconds(61)));
    }

    @Test
    void forgets_callers_of_whom_nothing_counts() {
        takeAll(20, START);
        store().take(new Taking(Fixtures.aDigest(), "api", 20, null, null), START.plusSeconds(1));

        assertThat(store().deleteIdle(START, 10)).as("the very second stays").isZero();
        assertThat(store().deleteIdle(START.plusSeconds(1), 10)).isOne();
        assertThat(store().deleteIdle(START.plusSeconds(2), 10)).isOne();
    }

    @Test
    void forgets_no_more_callers_at_a_time_than_asked_for() {
        IntStream.range(0, 5)
                .forEach(any -> store().take(new Taking(Fixtures.aDigest(), "api", 20, null, null), START));
        Instant later = START.plusSeconds(120);

        assertThat(store().deleteIdle(later, 3)).isEqualTo(3);
        assertThat(store().deleteIdle(later, 3)).isEqualTo(2);
        assertThat(store().deleteIdle(later, 3)).isZero();
    }

    private RateLimitStore store() {
        return storage.rateLimits();
    }

    private UserId subscriber(String plan) {
        UserId person = anAccount().id();
        Plan bought = storage.plans().findByName(plan).orElseThrow();
        change(() -> storage.subscriptions().insert(Fixtures.aSubscription(person, bought)));
        return person;
    }

    private Lease take(int limit, Instant now) {
        return take(limit, null, now);
    }

    private Lease take(int limit, UserId person) {
        return take(limit, person, START);
    }

    private Lease take(int limit, @Nullable UserId person, Instant now) {
        return store().take(new Taking(caller, "api", limit, person, null), now);
    }

    /** Takes until nothing more is given. */
    private int takeAll(int limit, Instant now) {
        int all = 0;
        int granted = take(limit, now).granted();
        while (granted > 0) {
            all += granted;
            granted = take(limit, now).granted();
        }
        return all;
    }
}
