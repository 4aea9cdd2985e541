package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.SubjectId;
import org.jspecify.annotations.Nullable;

/** Which exceptions to list. What is {@code null} does not matter. */
public record OverrideFilter(
        @Nullable SubjectId subject, @Nullable String key) {

    /** All there are. */
    public static OverrideFilter all() {
        return new OverrideFilter(null, null);
    }

    /** Those of a person or an organization. */
    public static OverrideFilter of(SubjectId subject) {
        return new OverrideFilter(subject, null);
    }
}
