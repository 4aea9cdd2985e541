package dev.tenon.ports.flags;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several things that those get for whom a flag is on.
 *
 * @param weight its part of the sum of all weights, 0 to 1000
 * @param stickiness the field of the context by which the same caller gets the same variant: {@code default} is the user, else the
 *     session, else chance; {@code random} is chance; {@code null} is what the strategy sticks to, else {@code default}. The first variant's
 *     counts for all of them
 */
public record FlagVariant(
        String name,
        int weight,
        @Nullable String stickiness,
        @Nullable VariantPayload payload,
        List<VariantOverride> overrides) {

    public FlagVariant {
        overrides = List.copyOf(overrides);
    }

    /** A variant without payload that sticks to the user. */
    public static FlagVariant of(String name, int weight) {
        return new FlagVariant(name, weight, null, null, List.of());
    }
}
