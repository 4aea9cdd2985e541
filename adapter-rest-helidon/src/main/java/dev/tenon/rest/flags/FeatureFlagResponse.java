package dev.tenon.rest.flags;

import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.kernel.FeatureFlagId;
import dev.tenon.rest.http.Answer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flag as clients see it. */
record FeatureFlagResponse(
        FeatureFlagId id,
        String name,
        @Nullable String description,
        String type,
        boolean isEnabled,
        List<String> environments,
        @Nullable Instant enabledFrom,
        @Nullable Instant enabledUntil,
        List<Object> dependencies,
        List<Object> strategies,
        List<Object> variants,
        boolean isStale,
        boolean impressionData,
        @Nullable Instant lastSeenAt,
        @Nullable Instant expectedUntil,
        Instant createdAt,
        Instant updatedAt) {

    static FeatureFlagResponse from(FeatureFlag flag) {
        FlagDefinition definition = flag.definition();
        FlagRules rules = definition.rules();
        return new FeatureFlagResponse(
                flag.id(),
                definition.name(),
                definition.description(),
                definition.type().typeName(),
                rules.enabled(),
                rules.environments(),
                rules.enabledFrom(),
                rules.enabledUntil(),
                FlagFormat.dependencyTrees(rules.dependencies()),
                FlagFormat.strategyTrees(rules.strategies()),
                FlagFormat.variantTrees(rules.variants()),
                definition.isStale(),
                definition.impressionData(),
                flag.lastSeenAt(),
                flag.expectedUntil().orElse(null),
                flag.createdAt(),
                flag.updatedAt());
    }

    /** The answer with a flag, and its revision as entity tag. */
    static Answer answer(int status, FeatureFlag flag) {
        return Answer.json(status, from(flag)).withRevision(flag.revision());
    }
}
