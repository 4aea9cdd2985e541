package dev.tenon.rest.plans;

import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.rest.http.Answer;
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
        String trialEndAction,
        String unpaidAction,
        boolean isActive,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant archivedAt,
        List<GrantResponse> features) {

    /** A feature as a plan grants it. */
    record GrantResponse(
            FeatureId featureId,
            String key,
            String name,
            @Nullable Long limit) {

        static GrantResponse from(PlanFeature feature) {
            return new GrantResponse(feature.featureId(), feature.key(), feature.name(), feature.limit());
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
                Words.of(plan.trialEndAction()),
                Words.of(plan.unpaidAction()),
                plan.active(),
                plan.createdAt(),
                plan.updatedAt(),
                plan.archivedAt(),
                plan.features().stream().map(GrantResponse::from).toList());
    }

    /** The answer with a plan, and its revision as entity tag. */
    static Answer answer(int status, Plan plan) {
        return Answer.json(status, from(plan)).withRevision(plan.revision());
    }
}
