package dev.tenon.ports.flags;

import org.jspecify.annotations.Nullable;

/**
 * What a flag is: its name, what is said of it, and when and for whom it is on.
 *
 * @param name its name for programs, e.g. {@code new-checkout}; never changes
 * @param isStale whether somebody has marked it as done with, to be taken out of the programs
 * @param impressionData whether SDKs are to report each time that it is asked for
 */
public record FlagDefinition(
        String name,
        @Nullable String description,
        FlagType type,
        FlagRules rules,
        boolean isStale,
        boolean impressionData) {

    /** How long a name can be. */
    public static final int LONGEST_NAME = 100;

    /** How long a description can be. */
    public static final int LONGEST_DESCRIPTION = 1_000;

    /** A flag for a release, without a description. */
    public static FlagDefinition of(String name, FlagRules rules) {
        return new FlagDefinition(name, null, FlagType.RELEASE, rules, false, false);
    }

    /** The same flag with other rules. */
    public FlagDefinition withRules(FlagRules other) {
        return new FlagDefinition(name, description, type, other, isStale, impressionData);
    }

    /** The same flag after a patch. */
    public FlagDefinition patched(FeatureFlagPatch patch) {
        return new FlagDefinition(
                name,
                patch.description().over(description),
                patch.type() == null ? type : patch.type(),
                patch.over(rules),
                patch.isStale() == null ? isStale : patch.isStale(),
                patch.impressionData() == null ? impressionData : patch.impressionData());
    }
}
