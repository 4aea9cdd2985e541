package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.Patched;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to change of a flag; {@code null}, or an absent field, stays. Lists are replaced as a whole. */
public record FeatureFlagPatch(
        Patched<String> description,
        @Nullable FlagType type,
        @Nullable Boolean isStale,
        @Nullable Boolean impressionData,
        @Nullable Boolean isEnabled,
        @Nullable List<String> environments,
        Patched<Instant> enabledFrom,
        Patched<Instant> enabledUntil,
        @Nullable List<FlagDependency> dependencies,
        @Nullable List<FlagStrategy> strategies,
        @Nullable List<FlagVariant> variants) {

    private static final FeatureFlagPatch NOTHING = new FeatureFlagPatch(
            Patched.absent(), null, null, null, null, null, Patched.absent(), Patched.absent(), null, null, null);

    /** Changes nothing. */
    public static FeatureFlagPatch nothing() {
        return NOTHING;
    }

    /** Turns the switch, and changes nothing else. */
    public static FeatureFlagPatch switched(boolean on) {
        return new FeatureFlagPatch(
                NOTHING.description,
                null,
                null,
                null,
                on,
                null,
                NOTHING.enabledFrom,
                NOTHING.enabledUntil,
                null,
                null,
                null);
    }

    /** The rules after this patch. */
    public FlagRules over(FlagRules rules) {
        return new FlagRules(
                isEnabled == null ? rules.enabled() : isEnabled,
                environments == null ? rules.environments() : environments,
                enabledFrom.over(rules.enabledFrom()),
                enabledUntil.over(rules.enabledUntil()),
                dependencies == null ? rules.dependencies() : dependencies,
                strategies == null ? rules.strategies() : strategies,
                variants == null ? rules.variants() : variants);
    }
}
