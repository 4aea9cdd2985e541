package dev.tenon.core.limits;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.limits.RateLimitDecision;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RateLimits;
import dev.tenon.ports.limits.RequestClass;
import dev.tenon.ports.limits.spi.RateLimitStore;
import dev.tenon.ports.limits.spi.RateLimitStore.Lease;
import dev.tenon.ports.limits.spi.RateLimitStore.Taking;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

final class RateLimitService implements RateLimits {

    private static final String PURPOSE = "rate-limit";
    /** How many callers this server remembers. Whoever is forgotten asks the database again, and loses what it had. */
    private static final int MOST_CALLERS = 50_000;

    private final Kernel kernel;
    private final RateLimitStore store;
    private final RateLimitPolicy policy;
    private final Recent<Caller, Meter> meters = new Recent<>(MOST_CALLERS, caller -> new Meter());
    private final Map<Counted, LongAdder> refused =
            Arrays.stream(Counted.values()).collect(toUnmodifiableMap(counted -> counted, counted -> new LongAdder()));
    private final LongAdder uncounted = new LongAdder();

    RateLimitService(Kernel kernel, RateLimitPolicy policy) {
        this.kernel = kernel;
        this.store = kernel.storage().rateLimits();
        this.policy = policy;
    }

    @Override
    public Optional<RateLimitDecision> take(Actor actor, RequestClass requestClass) {
        return Caller.of(actor, requestClass).flatMap(this::take);
    }

    private Optional<RateLimitDecision> take(Caller caller) {
        int limit = caller.limit(policy);
        if (limit == 0) {
            return Optional.empty();
        }
        Instant now = kernel.now();
        Meter meter = meters.get(caller);
        Optional<RateLimitDecision> decision =
                meter.take(caller.counted().policy(), now, uncounted, () -> lease(caller, limit, now));
        if (decision.isPresent() && !decision.get().allowed()) {
            refused(caller.counted()).increment();
        }
        return decision;
    }

    private Lease lease(Caller caller, int limit, Instant now) {
        String pseudonym = kernel.secrets().pseudonym(PURPOSE, caller.text());
        String name = caller.counted().policy();
        return store.take(new Taking(pseudonym, name, limit, caller.person(), caller.organization()), now);
    }

    private LongAdder refused(Counted counted) {
        return Objects.requireNonNull(refused.get(counted));
    }

    /** Numbers for whoever watches. */
    List<Measure> measures() {
        Stream<Measure> refusals = Arrays.stream(Counted.values())
                .map(counted -> Measure.counter(
                        "tenon_rate_limited_" + counted.policy() + "_total",
                        "Requests refused because their caller asked too often, by the limit " + counted.policy(),
                        refused(counted)::sum));
        return Stream.concat(
                        refusals,
                        Stream.of(
                                Measure.counter(
                                        "tenon_rate_limit_uncounted_total",
                                        "Requests that passed uncounted because the database did not answer",
                                        uncounted::sum),
                                Measure.gauge(
                                        "tenon_rate_limit_callers",
                                        "Callers whose requests this server counts",
                                        meters::size)))
                .toList();
    }
}
