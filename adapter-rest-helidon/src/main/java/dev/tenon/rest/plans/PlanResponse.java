package dev.tenon.rest.plans;

import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as clients see it; sizes in bytes. */
record PlanResponse(
        PlanId id,
        String name,
        Money price,
        String billingInterval,
        @Nullable String description,
        @Nullable Long maxDocuments,
        @Nullable Long maxStorage,
        @Nullable Integer maxSeats,
        int trialDays,
        boolean isActive,
        Instant createdAt,
        @Nullable Instant archivedAt,
        List<FeatureResponse> features) {

    /** A feature as a plan grants it. */
    record FeatureResponse(
            FeatureId featureId,
            String key,
            String name,
            @Nullable Long limit) {

        static FeatureResponse from(PlanFeature feature) {
            return new FeatureResponse(feature.featureId(), feature.key(), feature.name(), feature.limit());
        }
    }

    static PlanResponse from(Plan plan) {
        return new PlanResponse(
                plan.id(),
                plan.name(),
                plan.price(),
                Words.of(plan.interval()),
                plan.description(),
                plan.maxDocuments(),
                plan.maxStorageBytes().orElse(null),
                plan.maxSeats(),
                plan.trialDays(),
                plan.active(),
                plan.createdAt(),
                plan.archivedAt(),
                plan.features().stream().map(FeatureResponse::from).toList());
    }
}
