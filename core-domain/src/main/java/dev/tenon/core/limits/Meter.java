package dev.tenon.core.limits;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.limits.RateLimitDecision;
import dev.tenon.ports.limits.spi.RateLimitStore;
import dev.tenon.ports.limits.spi.RateLimitStore.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one caller may still ask of this server. Requests are taken from the database in advance and spent here; who was
 * refused is refused from here until something becomes free. So neither a steady caller nor one who hammers costs a statement
 * each time.
 */
final class Meter {

    /** How long what was taken in advance is good: after so long a change of the plan counts, whatever is left. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(60);
    /** How long everything passes after the database did not answer, before it is asked again. */
    private static final Duration UNASKED_FOR = Duration.ofSeconds(1);

    /** For whom no limit counts. */
    private static final RateLimitDecision FREE = new RateLimitDecision(true, "", 0, 0, 0);
    /** For everybody while the database does not answer. */
    private static final RateLimitDecision UNCOUNTED = new RateLimitDecision(true, "", 0, 0, 0);

    private final ReentrantLock taking = new ReentrantLock();
    private volatile @Nullable Held held;

    /**
     * What was taken.
     *
     * @param lease what the database gave; {@code null} if it did not answer
     * @param unspent how much of it is left; below zero if several wanted the last
     */
    private record Held(@Nullable Lease lease, Instant since, Duration goodFor, AtomicInteger unspent) {

        /** Also not if the clock was put back: then nothing can be said. */
        boolean isGoodAt(Instant now) {
            return now.isBefore(since.plus(goodFor)) && now.isAfter(since.minus(goodFor));
        }

        boolean spend() {
            return unspent.get() > 0 && unspent.getAndDecrement() > 0;
        }
    }

    /**
     * Takes one request, if need be out of a new lease; empty if the caller is not limited now.
     *
     * @param uncounted told of each request that passes because the database does not answer
     */
    @SuppressWarnings("ReferenceEquality") // two constants, which look alike
    Optional<RateLimitDecision> take(String policy, Instant now, LongAdder uncounted, Supplier<Lease> leasing) {
        @Nullable RateLimitDecision decision = here(policy, now);
        if (decision == null) {
            decision = fromDatabase(policy, now, leasing);
        }
        if (decision == UNCOUNTED) {
            uncounted.increment();
        }
        return decision == FREE || decision == UNCOUNTED ? Optional.empty() : Optional.of(decision);
    }

    /** Decides by what is held; {@code null} if the database has to be asked. */
    private @Nullable RateLimitDecision here(String policy, Instant now) {
        @Nullable Held present = held;
        if (present == null || !present.isGoodAt(now)) {
            return null;
        }
        @Nullable Lease lease = present.lease();
        if (lease == null) {
            return UNCOUNTED;
        }
        if (present.spend()) {
            return decision(policy, true, lease, present.unspent().get(), now);
        }
        boolean isOfNoUse = lease.granted() == 0 && now.isBefore(lease.freeAt());
        return isOfNoUse ? decision(policy, false, lease, 0, now) : null;
    }

    private RateLimitDecision fromDatabase(String policy, Instant now, Supplier<Lease> leasing) {
        taking.lock();
        try {
            @Nullable RateLimitDecision meanwhile = here(policy, now);
            if (meanwhile != null) {
                return meanwhile;
            }
            Lease lease = leasing.get();
            // The first is spent before others see the rest: otherwise whoever asked could go away with nothing.
            int rest = Math.max(0, lease.granted() - 1);
            held = new Held(lease, now, GOOD_FOR, new AtomicInteger(rest));
            return decision(policy, lease.granted() > 0, lease, rest, now);
        } catch (Refusal away) {
            if (away.kind() != Kind.UNAVAILABLE) {
                throw away;
            }
            // Who cannot be counted passes: what needs the database says itself that it is away.
            held = new Held(null, now, UNASKED_FOR, new AtomicInteger());
            return UNCOUNTED;
        } finally {
            taking.unlock();
        }
    }

    private static RateLimitDecision decision(String policy, boolean allowed, Lease lease, int unspent, Instant now) {
        if (lease.limit() == RateLimitStore.UNLIMITED) {
            return FREE;
        }
        long millis = Duration.between(now, lease.freeAt()).toMillis();
        int wait = (int) Math.min(Integer.MAX_VALUE, Math.max(allowed ? 0 : 1, Math.ceilDiv(millis, 1_000)));
        int left = allowed ? lease.left() + Math.max(0, unspent) : 0;
        return new RateLimitDecision(allowed, policy, lease.limit(), left, wait);
    }
}
