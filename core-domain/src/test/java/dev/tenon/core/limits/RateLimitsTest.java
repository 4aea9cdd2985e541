package dev.tenon.core.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.limits.RateLimitDecision;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RateLimitPolicy.PerClass;
import dev.tenon.ports.limits.RateLimitRefusal;
import dev.tenon.ports.limits.RequestClass;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final RateLimitPolicy POLICY =
            new RateLimitPolicy(new PerClass(5, 10, 40), 100, new PerClass(8, 6, 12));

    private final TenonInMemory house = new TenonInMemory();
    private final Tenon tenon = house.builder().rateLimitPolicy(POLICY).build();

    private Optional<RateLimitDecision> take(Actor actor, RequestClass requestClass) {
        return tenon.rateLimits().take(actor, requestClass);
    }

    /** How many requests are allowed. */
    private long allowed(Actor actor, RequestClass requestClass, int asked) {
        return IntStream.range(0, asked)
                .filter(any -> take(actor, requestClass)
                        .map(RateLimitDecision::allowed)
                        .orElse(true))
                .count();
    }

    private static Actor from(String address) {
        return Actor.anonymous(new RequestOrigin("request-1", address, null));
    }

    private static Actor key(UserId owner, ApiKeyId id) {
        return Actor.keyOf(owner, id, Set.of(), TenonInMemory.ORIGIN);
    }

    @Test
    void every_sort_of_caller_has_limits_of_its_own_for_every_class() {
        Actor ana = house.aPerson("ana@example.org");

        assertThat(allowed(ana, RequestClass.LOGIN, 100)).isEqualTo(5);
        assertThat(allowed(ana, RequestClass.WRITE, 100)).isEqualTo(10);
        assertThat(allowed(ana, RequestClass.READ, 100)).isEqualTo(40);
        assertThat(allowed(house.anonymous, RequestClass.LOGIN, 100)).isEqualTo(8);
        assertThat(allowed(house.anonymous, RequestClass.WRITE, 100)).isEqualTo(6);
        assertThat(allowed(house.anonymous, RequestClass.READ, 100)).isEqualTo(12);
    }

    @Test
    void what_a_key_reads_and_writes_counts_together() {
        Actor key = key(new UserId(Fixtures.anId()), new ApiKeyId(Fixtures.anId()));

        assertThat(allowed(key, RequestClass.WRITE, 60)).isEqualTo(60);
        assertThat(allowed(key, RequestClass.READ, 60)).isEqualTo(40);
        assertThat(take(key, RequestClass.LOGIN).orElseThrow())
                .isEqualTo(new RateLimitDecision(false, "api", 100, 0, 61));
    }

    @Test
    void every_key_and_every_session_is_counted_for_itself() {
        UserId owner = new UserId(Fixtures.anId());
        Actor first = key(owner, new ApiKeyId(Fixtures.anId()));
        Actor second = key(owner, new ApiKeyId(Fixtures.anId()));
        Actor ofTeam = Actor.keyOf(
                new OrganizationId(Fixtures.anId()), new ApiKeyId(Fixtures.anId()), Set.of(), TenonInMemory.ORIGIN);
        house.anAccount("ana@example.org");
        Actor here = house.signIn("ana@example.org");
        Actor there = house.signIn("ana@example.org");

        for (Actor each : new Actor[] {first, second, ofTeam}) {
            assertThat(allowed(each, RequestClass.READ, 200)).isEqualTo(100);
        }
        assertThat(allowed(here, RequestClass.READ, 200)).isEqualTo(40);
        assertThat(allowed(there, RequestClass.READ, 200)).isEqualTo(40);
    }

    @Test
    void a_plan_raises_the_limit_of_its_owners_keys_and_a_change_of_it_counts_within_a_minute() {
        Account ana = house.anAccount("ana@example.org");
        Actor key = key(ana.id(), new ApiKeyId(Fixtures.anId()));
        assertThat(allowed(key, RequestClass.READ, 5_000)).isEqualTo(100);

        Account ben = house.anAccount("ben@example.org");
        Actor raised = key(subscribed("Standard").id(), new ApiKeyId(Fixtures.anId()));

        assertThat(allowed(raised, RequestClass.READ, 5_000)).isEqualTo(3_000);
        assertThat(allowed(key(ben.id(), new ApiKeyId(Fixtures.anId())), RequestClass.READ, 5_000))
                .isEqualTo(100);
    }

    /** Somebody who has no subscription to Free, as whoever verified the address has. */
    private Account subscribed(String planName) {
        Plan plan = house.storage.plans().findByName(planName).orElseThrow();
        Account account = Fixtures.anAccount();
        house.storage.unitOfWork().run(() -> {
            house.storage.accounts().insertIfAbsent(account, "!");
            house.storage.subscriptions().insert(Fixtures.aSubscription(account.id(), plan));
            return account;
        });
        return account;
    }

    @Test
    void a_network_of_ipv6_is_one_caller() {
        assertThat(allowed(from("2001:db8:0:7::1"), RequestClass.READ, 6)).isEqualTo(6);
        assertThat(allowed(from("2001:db8:0:7:ffff::2"), RequestClass.READ, 100))
                .isEqualTo(6);
        assertThat(allowed(from("2001:db8:0:8::1"), RequestClass.READ, 100)).isEqualTo(12);
    }

    @Test
    void whoever_acts_in_process_is_not_limited() {
        assertThat(take(house.operator, RequestClass.WRITE)).isEmpty();
        assertThat(take(Actor.system("test"), RequestClass.WRITE)).isEmpty();
        assertThat(take(Actor.anonymous(RequestOrigin.inProcess()), RequestClass.LOGIN))
                .isEmpty();
    }

    @Test
    void a_limit_of_none_limits_nobody() {
        Tenon unlimited =
                house.builder().rateLimitPolicy(RateLimitPolicy.none()).build();
        Actor ana = house.aPerson("ana@example.org");

        for (RequestClass each : RequestClass.values()) {
            assertThat(unlimited.rateLimits().take(ana, each)).isEmpty();
            assertThat(unlimited.rateLimits().take(house.anonymous, each)).isEmpty();
            assertThat(unlimited
                            .rateLimits()
                            .take(key(new UserId(Fixtures.anId()), new ApiKeyId(Fixtures.anId())), each))
                    .isEmpty();
        }
    }

    @Test
    void H2_a_refusal_says_when_to_come_back_and_holds_until_then() {
        assertThat(allowed(house.anonymous, RequestClass.READ, 100)).isEqualTo(12);
        RateLimitDecision refused = take(house.anonymous, RequestClass.READ).orElseThrow();

        assertThat(refused).isEqualTo(new RateLimitDecision(false, "reads", 12, 0, 61));
        assertThat(refused.refusal().code()).isEqualTo(RateLimitRefusal.EXCEEDED);
        assertThat(refused.refusal().retryAfter()).contains(Duration.ofSeconds(61));
        assertThat(refused.refusal().detail()).contains("12 requests a minute", "`reads`", "61 s");
        house.clock.advance(Duration.ofSeconds(60));
        assertThat(allowed(house.anonymous, RequestClass.READ, 100)).isZero();
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(allowed(house.anonymous, RequestClass.READ, 100)).isEqualTo(12);
    }

    @Test
    void H1_of_any_number_of_addresses_no_more_than_some_are_remembered_and_rows_go_within_minutes() {
        for (int number = 0; number < 60_000; number++) {
            take(from("10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255)), RequestClass.READ);
        }
        long remembered = tenon.measures().stream()
                .filter(measure -> measure.name().equals("tenon_rate_limit_callers"))
                .findFirst()
                .orElseThrow()
                .value()
                .getAsLong();

        assertThat(remembered).isBetween(1L, 50_000L);
        house.clock.advance(Duration.ofSeconds(121));
        house.runJobs();
        assertThat(house.storage.rateLimits().deleteIdle(house.clock.instant(), 10))
                .isZero();
    }

    @Test
    void refuses_a_policy_that_nobody_can_mean() {
        assertThatThrownBy(() -> new RateLimitPolicy(new PerClass(1, 1, 1), -1, new PerClass(1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PerClass(1, 1, RateLimitPolicy.HIGHEST + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void counts_of_the_refused_are_there_for_whoever_watches() {
        allowed(house.anonymous, RequestClass.READ, 15);

        assertThat(tenon.measures())
                .filteredOn(measure -> measure.name().equals("tenon_rate_limited_reads_total"))
                .singleElement()
                .satisfies(measure -> assertThat(measure.value().getAsLong()).isEqualTo(3));
    }
}
