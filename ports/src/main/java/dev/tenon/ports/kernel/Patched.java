package dev.tenon.ports.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A field of a merge patch (RFC 7396): left alone, or set, where setting to {@code null} removes the value.
 *
 * @param present whether the patch names the field
 * @param value the new value; {@code null} removes it
 */
public record Patched<T>(boolean present, @Nullable T value) {

    /** The patch does not name the field. */
    public static <T> Patched<T> absent() {
        return new Patched<>(false, null);
    }

    /** The patch sets the field. */
    public static <T> Patched<T> to(@Nullable T value) {
        return new Patched<>(true, value);
    }

    /** The field's value after the patch. */
    public @Nullable T over(@Nullable T current) {
        return present ? value : current;
    }
}
