package dev.tenon.ports.audit;

import org.jspecify.annotations.Nullable;

/**
 * What became of one field. Both values are {@code null} where the trail says that the field changed but not to what, because it
 * holds a secret or tells something about a person.
 *
 * @param before the value until then; {@code null} if there was none
 * @param after the value from then on; {@code null} if there is none
 */
public record FieldChange(@Nullable String before, @Nullable String after) {

    private static final FieldChange WITHHELD = new FieldChange(null, null);
    private static final int LONGEST = 500;

    public FieldChange {
        before = cut(before);
        after = cut(after);
    }

    /** A change of which the values are kept out of the trail. */
    public static FieldChange withheld() {
        return WITHHELD;
    }

    /** Whether the values are kept out of the trail. */
    public boolean isWithheld() {
        return before == null && after == null;
    }

    /** The trail is no second home of long texts. */
    private static @Nullable String cut(@Nullable String value) {
        if (value == null || value.codePointCount(0, value.length()) <= LONGEST) {
            return value;
        }
        return value.substring(0, value.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
