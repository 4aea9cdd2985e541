package dev.tenon.rest.http;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.json.InstantText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of a request: known names only, each once, each with a value. */
public final class Query {

    static final Query EMPTY = new Query(Map.of());

    /** Stands among the known names where others are passed over. */
    static final String OTHERS = "*";

    private static final int LONGEST_VALUE = 1024;
    /** What a provider sends may be longer than what anybody types. */
    private static final int LONGEST_VALUE_OF_OTHERS = 4096;

    private final Map<String, String> values;

    private static final String A_DAY = "2026-11-22";

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /** Reads a query as sent; refuses what is unknown, double or unreadable. */
    static Query parse(@Nullable String raw, List<String> known) {
        if (raw == null || raw.isEmpty()) {
            return EMPTY;
        }
        Map<String, String> values = new TreeMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!known.contains(name) && known.contains(OTHERS)) {
                continue;
            }
            if (!known.contains(name)) {
                String names = known.isEmpty()
                        ? "This address takes no query."
                        : "It takes: " + String.join(", ", known) + ".";
                throw refusal(printable(name), "unknown-parameter", "There is no such parameter here. " + names);
            }
            if (values.put(name, value) != null) {
                throw refusal(name, "duplicate-parameter", "Give `" + name + "` once.");
            }
            if (value.isEmpty()) {
                throw refusal(name, "missing", "Give `" + name + "` a value, or leave it out.");
            }
            int longest = known.contains(OTHERS) ? LONGEST_VALUE_OF_OTHERS : LONGEST_VALUE;
            if (value.length() > longest) {
                throw refusal(name, "too-long", "Use at most " + longest + " characters for `" + name + "`.");
            }
            if (value.codePoints().anyMatch(Query::isForbidden)) {
                throw refusal(name, "control-character", "Remove control characters from `" + name + "`.");
            }
        }
        return new Query(values);
    }

    /** A text, {@code null} without one. */
    public @Nullable String text(String name) {
        return values.get(name);
    }

    /** One of the words of an enum, in lower case; {@code null} without one. */
    public <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        for (E each : EnumSet.allOf(type)) {
            if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
                return each;
            }
        }
        String words = EnumSet.allOf(type).stream()
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        throw refusal(name, "unknown-word", "`" + name + "` is one of: " + words + ".");
    }

    /** Whether it says {@code true}; false without a value. */
    public boolean flag(String name) {
        String value = values.get(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (!value.equals("true")) {
            throw refusal(name, "wrong-type", "`" + name + "` is true or false.");
        }
        return true;
    }

    /** An instant in UTC with a year of four digits; {@code null} without one. */
    public @Nullable Instant instant(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        return InstantText.parse(value)
                .orElseThrow(
                        () -> refusal(name, "wrong-type", "`" + name + "` is an instant like 2026-11-22T14:00:00Z."));
    }

    /** A day with a year of four digits; {@code null} without one. */
    public @Nullable LocalDate date(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        try {
            if (value.length() == A_DAY.length()) {
                return LocalDate.parse(value);
            }
        } catch (DateTimeParseException noDay) {
            // Told below, like what has another length.
        }
        throw refusal(name, "wrong-type", "`" + name + "` is a day like " + A_DAY + ".");
    }

    /** A whole number within bounds. */
    int number(String name, int fallback, int lowest, int highest) {
        String value = values.get(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isEmpty() && value.length() <= 9 && value.chars().allMatch(each -> each >= '0' && each <= '9')) {
            int number = Integer.parseInt(value);
            if (number >= lowest && number <= highest) {
                return number;
            }
        }
        throw refusal(name, "out-of-range", "`" + name + "` is a whole number from " + lowest + " to " + highest + ".");
    }

    /** The parameters but these, in a fixed order: what a cursor is bound to, and what the next page's address repeats. */
    Map<String, String> without(String... names) {
        Map<String, String> rest = new TreeMap<>(values);
        for (String name : names) {
            rest.remove(name);
        }
        return rest;
    }

    private static boolean isForbidden(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }

    private static String printable(String name) {
        String shortened = name.length() > 64 ? name.substring(0, 64) : name;
        return shortened.codePoints().anyMatch(Query::isForbidden) ? "?" : shortened;
    }

    /** Says what is wrong with a parameter. */
    public static RuntimeException refusal(String name, String code, String detail) {
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        return RequestRefusal.INVALID.because(detail).withErrors(List.of(new FieldError(pointer, code, detail)));
    }

    /** Percent-decodes; {@code +} is a space, as forms send it. */
    static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            if (each == '%') {
                boolean isWhole = index + 2 < text.length();
                int high = isWhole ? Character.digit(text.charAt(index + 1), 16) : -1;
                int low = isWhole ? Character.digit(text.charAt(index + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw RequestRefusal.MALFORMED.because(
                            "A percent sign in the address stands before no two hex digits.");
                }
                bytes[length++] = (byte) (high * 16 + low);
                index += 2;
            } else {
                bytes[length++] = (byte) (each == '+' ? ' ' : each);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw RequestRefusal.MALFORMED.because("The address has percent-encoded bytes that are not UTF-8.");
        }
    }
}
