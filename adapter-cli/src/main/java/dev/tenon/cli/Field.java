package dev.tenon.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One field of what a command prints: a column for people, a property for scripts. Properties have the names and values
 * that HTTP gives them.
 *
 * @param name the property, in camelCase; {@code null} for a field that JSON has in another form
 * @param title the column's head; {@code null} for a field that tables leave out
 * @param look how tables show it
 * @param absent what tables show for {@code null}
 * @param value a text, a number, a boolean, an instant, money, a list or a map of these, or {@code null}
 */
public record Field<T>(
        @Nullable String name, @Nullable String title, Look look, String absent, Function<T, @Nullable Object> value) {

    /** What tables show where there is nothing. */
    static final String NOTHING = "-";

    /** How tables show a field. */
    public enum Look {
        /** In one piece, however long it is. */
        WHOLE,
        /** On several lines, if the table would be too wide. */
        FLOWING,
        /** As a size in bytes. */
        BYTES
    }

    /** A field that tables show, under this head and in one piece. */
    public static <T> Field<T> shown(String name, String title, Function<T, @Nullable Object> value) {
        return new Field<>(name, title, Look.WHOLE, NOTHING, value);
    }

    /** A field that may take several lines. */
    public static <T> Field<T> flowing(String name, String title, Function<T, @Nullable Object> value) {
        return new Field<>(name, title, Look.FLOWING, NOTHING, value);
    }

    /** A number of bytes. */
    public static <T> Field<T> bytes(String name, String title, Function<T, @Nullable Object> value) {
        return new Field<>(name, title, Look.BYTES, NOTHING, value);
    }

    /** A field for scripts only. */
    public static <T> Field<T> scripted(String name, Function<T, @Nullable Object> value) {
        return new Field<>(name, null, Look.WHOLE, NOTHING, value);
    }

    /** A field for people only, where scripts have it in another form. */
    public static <T> Field<T> tabled(String title, Look look, Function<T, @Nullable Object> value) {
        return new Field<>(null, title, look, NOTHING, value);
    }

    /** The same field of something that has a thing of this sort in it. */
    public <W> Field<W> of(Function<W, T> part) {
        return new Field<>(name, title, look, absent, whole -> value.apply(part.apply(whole)));
    }

    /** The same field of a limit, where nothing means that there is none. */
    public Field<T> unlimited() {
        return new Field<>(name, title, look, "no limit", value);
    }
}
