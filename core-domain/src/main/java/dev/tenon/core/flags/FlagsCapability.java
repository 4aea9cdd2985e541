package dev.tenon.core.flags;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.flags.FeatureFlags;
import dev.tenon.ports.flags.FlagSegments;
import dev.tenon.ports.flags.spi.PatternCompiler;
import org.jspecify.annotations.Nullable;

/** Feature flags: the way into this package. */
public record FlagsCapability(FeatureFlags flags, FlagSegments segments) {

    /**
     * Builds the capability.
     *
     * @param environment where this installation runs; {@code null} if nobody says
     * @param patterns {@code null} where there are no regular expressions
     */
    public static FlagsCapability of(Kernel kernel, @Nullable String environment, @Nullable PatternCompiler patterns) {
        Surroundings surroundings =
                new Surroundings(environment, kernel.clock(), Surroundings.chanceOf(kernel.ids()), patterns);
        LiveFlags live = new LiveFlags(kernel, surroundings);
        return new FlagsCapability(
                new FeatureFlagService(kernel, live, surroundings), new FlagSegmentService(kernel, live, surroundings));
    }
}
