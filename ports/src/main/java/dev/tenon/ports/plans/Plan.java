package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
 * @param trialEndAction what becomes of a subscription whose trial ends with nobody to pay
 * @param unpaidAction what becomes of a subscription when every try to collect is spent
 * @param archivedAt when it stopped being offered; {@code null} while it is
 * @param revision rises with every change, of what it grants too; an adapter's ETag
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
        EndAction trialEndAction,
        EndAction unpaidAction,
        boolean active,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant archivedAt,
        long revision,
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

    /** So many bytes in GB; empty unless they are whole hundredths of one, as {@link #maxStorageBytes} gives them. */
    public static Optional<BigDecimal> gigabytes(long bytes) {
        BigDecimal gigabytes = BigDecimal.valueOf(bytes).divide(BYTES_PER_GB, 2, RoundingMode.HALF_UP);
        return gigabytes.multiply(BYTES_PER_GB).longValue() == bytes ? Optional.of(gigabytes) : Optional.empty();
    }

    /** Whether it is the one that every verified account starts with. */
    public boolean isFree() {
        return name.equals(FREE) && archivedAt == null;
    }

    /** The plan's place among the archived ones, the last first. */
    public Position position() {
        return new Position(archivedAt == null ? createdAt : archivedAt, id.value());
    }

    /** The feature of this key, if the plan grants it. */
    public Optional<PlanFeature> feature(String key) {
        return features.stream().filter(feature -> feature.key().equals(key)).findFirst();
    }

    /** The same plan after a patch. The storage of the patch is in whole hundredths of a GB. */
    public Plan patched(PlanPatch patch) {
        Patched<Long> storage = patch.maxStorage();
        Long bytes = storage.value();
        Long seats = patch.maxSeats().value();
        return new Plan(
                id,
                patch.name() == null ? name : patch.name(),
                patch.price() == null ? price : patch.price(),
                patch.interval() == null ? interval : patch.interval(),
                patch.description().over(description),
                patch.maxDocuments().over(maxDocuments),
                storage.present() ? (bytes == null ? null : gigabytes(bytes).orElseThrow()) : maxStorageGb,
                patch.trialDays() == null ? trialDays : patch.trialDays(),
                patch.maxSeats().present() ? (seats == null ? null : Math.toIntExact(seats)) : maxSeats,
                patch.trialEndAction() == null ? trialEndAction : patch.trialEndAction(),
                patch.unpaidAction() == null ? unpaidAction : patch.unpaidAction(),
                active,
                createdAt,
                updatedAt,
                archivedAt,
                revision,
                features);
    }

    /** The same plan, granting these features. */
    public Plan granting(List<PlanFeature> granted) {
        return new Plan(
                id,
                name,
                price,
                interval,
                description,
                maxDocuments,
                maxStorageGb,
                trialDays,
                maxSeats,
                trialEndAction,
                unpaidAction,
                active,
                createdAt,
                updatedAt,
                archivedAt,
                revision,
                granted);
    }

    /** The next revision of the plan, on offer unless it is archived. */
    public Plan stored(Instant now, @Nullable Instant archived) {
        return new Plan(
                id,
                name,
                price,
                interval,
                description,
                maxDocuments,
                maxStorageGb,
                trialDays,
                maxSeats,
                trialEndAction,
                unpaidAction,
                archived == null && active,
                createdAt,
                now,
                archived,
                revision + 1,
                features);
    }
}
