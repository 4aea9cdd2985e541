package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Patched;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a feature.
 *
 * @param name the new name; {@code null} leaves it
 */
public record FeaturePatch(@Nullable String name, Patched<String> description) {

    /** A new name. */
    public static FeaturePatch name(String name) {
        return new FeaturePatch(name, Patched.absent());
    }
}
