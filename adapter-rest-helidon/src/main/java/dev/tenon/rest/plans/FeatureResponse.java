package dev.tenon.rest.plans;

import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.plans.Feature;
import dev.tenon.rest.http.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A feature as clients see it. */
record FeatureResponse(
        FeatureId id,
        String key,
        String name,
        @Nullable String description,
        boolean isBuiltIn,
        Instant createdAt,
        Instant updatedAt) {

    static FeatureResponse from(Feature feature) {
        return new FeatureResponse(
                feature.id(),
                feature.key(),
                feature.name(),
                feature.description(),
                feature.isBuiltIn(),
                feature.createdAt(),
                feature.updatedAt());
    }

    /** The answer with a feature, and its revision as entity tag. */
    static Answer answer(int status, Feature feature) {
        return Answer.json(status, from(feature)).withRevision(feature.revision());
    }
}
