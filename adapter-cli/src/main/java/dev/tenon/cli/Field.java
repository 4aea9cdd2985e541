package dev.tenon.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One field of what a command prints: a column for people, a property for scripts.
 *
 * @param name the property, in camelCase
 * @param title the column's head; {@code null} for a field that tables leave out
 * @param value a text, a number, a boolean, a list of texts, or {@code null}
 */
public record Field<T>(String name, @Nullable String title, Function<T, @Nullable Object> value) {

    /** A field that tables show, under this head. */
    public static <T> Field<T> shown(String name, String title, Function<T, @Nullable Object> value) {
        return new Field<>(name, title, value);
    }

    /** A field for scripts only. */
    public static <T> Field<T> scripted(String name, Function<T, @Nullable Object> value) {
        return new Field<>(name, null, value);
    }
}
