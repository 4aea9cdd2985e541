package dev.tenon.testkit;

import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.limits.spi.RateLimitStore;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts outside of every unit of work: nothing that is rolled back takes a count with it. */
final class InMemoryRateLimitStore implements RateLimitStore {

    private static final int SECONDS = 61;

    private record Key(String caller, String policy) {}

    /** What was taken in each of the seconds up to the last, oldest first. */
    private static final class Row {
        private long last;
        private int[] used = new int[SECONDS];

        private Row(long last) {
            this.last = last;
        }

        private void moveTo(long slot) {
            if (slot > last || slot < last - SECONDS) {
                int shift = slot > last ? (int) Math.min(slot - last, SECONDS) : SECONDS;
                used = Arrays.copyOf(Arrays.copyOfRange(used, shift, SECONDS), SECONDS);
                last = slot;
            }
        }

        private Lease take(int limit) {
            int total = IntStream.of(used).sum();
            int granted = Math.max(0, Math.min(RateLimitStore.leaseOf(limit), limit - total));
            used[SECONDS - 1] += granted;
            int oldest = IntStream.range(0, SECONDS)
                    .filter(index -> used[index] > 0)
                    .findFirst()
                    .orElse(0);
            return new Lease(
                    granted, limit, Math.max(0, limit - total - granted), Instant.ofEpochSecond(last + oldest + 1));
        }
    }

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;
    private final Map<Key, Row> rows = new HashMap<>();

    InMemoryRateLimitStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Lease take(Taking taking, Instant now) {
        int limit = limit(taking);
        if (limit == UNLIMITED) {
            return new Lease(RateLimitStore.leaseOf(limit), limit, limit, Instant.ofEpochSecond(now.getEpochSecond()));
        }
        synchronized (rows) {
            Row row = rows.computeIfAbsent(
                    new Key(taking.caller(), taking.policy()), key -> new Row(now.getEpochSecond()));
            row.moveTo(now.getEpochSecond());
            return row.take(limit);
        }
    }

    private int limit(Taking taking) {
        SubjectId subject = taking.organization() == null ? taking.person() : taking.organization();
        if (subject == null) {
            return taking.limit();
        }
        Optional<EntitlementOverride> exception =
                unitOfWork.reading(() -> tables.overrideOf(subject, PlanFeature.API_REQUESTS_PER_MINUTE));
        if (exception.isPresent()) {
            return exception.get().granted()
                    ? Math.max(taking.limit(), limit(exception.get().limit()))
                    : taking.limit();
        }
        Optional<PlanFeature> feature = unitOfWork
                .reading(() -> tables.planOf(subject))
                .flatMap((Plan plan) -> plan.feature(PlanFeature.API_REQUESTS_PER_MINUTE));
        return feature.map(granted -> Math.max(taking.limit(), limit(granted.limit())))
                .orElse(taking.limit());
    }

    private static int limit(@Nullable Long granted) {
        return granted == null ? UNLIMITED : (int) Math.min(granted, UNLIMITED - 1);
    }

    @Override
    public int deleteIdle(Instant before, int limit) {
        synchronized (rows) {
            List<Key> idle = rows.entrySet().stream()
                    .filter(each -> each.getValue().last < before.getEpochSecond())
                    .map(Map.Entry::getKey)
                    .limit(limit)
                    .toList();
            idle.forEach(rows::remove);
            return idle.size();
        }
    }
}
