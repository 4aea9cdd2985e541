package dev.tenon.ports.flags;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which flags of the list; {@code null} leaves a question open.
 *
 * @param query a part of the name, of any case
 */
public record FlagFilter(
        @Nullable String query,
        @Nullable FlagType type,
        @Nullable Boolean isEnabled,
        @Nullable Boolean isStale) {

    /** All of them. */
    public static FlagFilter all() {
        return new FlagFilter(null, null, null, null);
    }

    /** Whether it wants this one. */
    public boolean matches(FeatureFlag flag) {
        return (query == null || flag.name().toLowerCase(Locale.ROOT).contains(query.toLowerCase(Locale.ROOT)))
                && (type == null || flag.definition().type() == type)
                && (isEnabled == null || flag.definition().rules().enabled() == isEnabled)
                && (isStale == null || flag.definition().isStale() == isStale);
    }
}
