package dev.tenon.ports.kernel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON value (RFC 8259), checked and in one form: members in the order of their names' length and then bytes, a space
 * after each comma and colon, numbers written out, characters as they are wherever JSON lets them. It is the form in which
 * PostgreSQL gives {@code jsonb} back, so two values that mean the same are equal here whatever their spelling was.
 *
 * <p>Strict, since what one reader takes and another refuses is a hole: no name twice in one object, at most 64 levels deep,
 * no U+0000 and no half of a surrogate pair, at most 400 digits before and after a number's point once it is written out.
 *
 * @param text the value in that form
 */
public record JsonText(String text) {

    /** The deepest nesting that is read. */
    public static final int DEEPEST = 64;

    public JsonText {
        if (!JsonReader.canonical(text).equals(text)) {
            throw new IllegalArgumentException("Not in the one form; read it with JsonText.of");
        }
    }

    /**
     * Reads a value however it is spelled.
     *
     * @throws Refusal {@link RequestRefusal#MALFORMED}, saying where it is wrong and how
     */
    public static JsonText of(String spelled) {
        return new JsonText(JsonReader.canonical(spelled));
    }

    /** The value of such parts as {@link #value} gives; numbers may be of any sort. */
    public static JsonText ofTree(@Nullable Object tree) {
        StringBuilder spelled = new StringBuilder();
        write(tree, spelled);
        return of(spelled.toString());
    }

    private static void write(@Nullable Object tree, StringBuilder spelled) {
        if (tree instanceof Map<?, ?> object) {
            String before = "{";
            for (Map.Entry<?, ?> member : object.entrySet()) {
                spelled.append(before);
                JsonReader.write(String.valueOf(member.getKey()), spelled);
                spelled.append(':');
                write(member.getValue(), spelled);
                before = ",";
            }
            spelled.append(object.isEmpty() ? "{}" : "}");
        } else if (tree instanceof List<?> array) {
            String before = "[";
            for (Object element : array) {
                spelled.append(before);
                write(element, spelled);
                before = ",";
            }
            spelled.append(array.isEmpty() ? "[]" : "]");
        } else if (tree == null || tree instanceof Number || tree instanceof Boolean) {
            spelled.append(tree);
        } else {
            JsonReader.write(String.valueOf(tree), spelled);
        }
    }

    /** An object of texts, numbers, truth values and other JSON values, by name; {@code null} is JSON's null. */
    public static JsonText object(Map<String, ? extends @Nullable Object> members) {
        StringBuilder spelled = new StringBuilder("{");
        members.forEach((name, value) -> {
            spelled.append(spelled.length() == 1 ? "" : ",");
            JsonReader.write(name, spelled);
            spelled.append(':');
            if (value == null || value instanceof Number || value instanceof Boolean || value instanceof JsonText) {
                spelled.append(value);
            } else {
                JsonReader.write(String.valueOf(value), spelled);
            }
        });
        return of(spelled.append('}').toString());
    }

    /**
     * The value taken apart: a {@link java.util.Map} by name, a {@link java.util.List}, a {@link String}, a {@link
     * java.math.BigDecimal}, a {@link Boolean}, or {@code null}.
     */
    public @Nullable Object value() {
        return JsonTree.of(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
