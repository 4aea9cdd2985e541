package dev.tenon.ports.kernel;

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

    @Override
    public String toString() {
        return text;
    }
}
