package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be subscribed to.
 *
 * @param price per interval; zero for a free plan
 * @param maxDocuments {@code null} for no limit
 * @param maxStorageGb in GB of 2<sup>30</sup> bytes, two decimals; {@code null} for no limit
 * @param maxSeats {@code null} for no limit
 * @param archivedAt when it stopped being offered; {@code null} while it is
 */
public record Plan(
        PlanId id,
        String name,
        Money price,
        BillingInterval interval,
        @Nullable String description,
        @Nullable Long maxDocuments,
        @Nullable BigDecimal maxStorageGb,
        int trialDays,
        @Nullable Integer maxSeats,
        boolean active,
        Instant createdAt,
        @Nullable Instant archivedAt,
        List<PlanFeature> features) {

    /** The plan that every verified account starts with. */
    public static final String FREE = "Free";

    private static final BigDecimal BYTES_PER_GB = BigDecimal.valueOf(1L << 30);

    public Plan {
        features = List.copyOf(features);
    }

    /** The storage limit in bytes; empty for no limit. */
    public Optional<Long> maxStorageBytes() {
        return Optional.ofNullable(maxStorageGb)
                .map(gb -> gb.multiply(BYTES_PER_GB).longValue());
    }

    /** The feature of this key, if the plan grants it. */
    public Optional<PlanFeature> feature(String key) {
        return features.stream().filter(feature -> feature.key().equals(key)).findFirst();
    }
}
