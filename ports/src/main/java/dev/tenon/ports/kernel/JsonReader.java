package dev.tenon.ports.kernel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Reads one JSON value, and writes it in the form of {@link JsonText}. The ports know no JSON library. */
final class JsonReader {

    /** Before the point, and after it: doubles of every size fit. */
    private static final int MOST_DIGITS = 400;

    /** With a sign and a point. */
    private static final int LONGEST_NUMBER = 2 * MOST_DIGITS + 2;

    /** How {@code jsonb} orders the members of an object: shorter names first, in bytes of UTF-8. */
    private static final Comparator<byte[]> MEMBERS =
            Comparator.<byte[]>comparingInt(name -> name.length).thenComparing(Arrays::compareUnsigned);

    private final String json;
    private int at;

    private JsonReader(String json) {
        this.json = json;
    }

    /** The value in its one form; refuses what is no JSON or breaks a rule of {@link JsonText}. */
    static String canonical(String json) {
        JsonReader reader = new JsonReader(json);
        StringBuilder out = new StringBuilder(json.length());
        reader.skipSpace();
        reader.value(out, 1);
        reader.skipSpace();
        if (reader.at < json.length()) {
            throw reader.refusal("there is something after the value");
        }
        return out.toString();
    }

    private void value(StringBuilder out, int depth) {
        if (depth > JsonText.DEEPEST) {
            throw refusal("it is nested deeper than " + JsonText.DEEPEST + " levels");
        }
        switch (peek()) {
            case '{' -> object(out, depth);
            case '[' -> array(out, depth);
            case '"' -> write(text(), out);
            case 't' -> word("true", out);
            case 'f' -> word("false", out);
            case 'n' -> word("null", out);
            default -> number(out);
        }
    }

    private void object(StringBuilder out, int depth) {
        Map<byte[], String> members = new TreeMap<>(MEMBERS);
        at++;
        skipSpace();
        boolean more = peek() != '}';
        while (more) {
            if (peek() != '"') {
                throw refusal("a name in quotes is expected");
            }
            String name = text();
            StringBuilder member = new StringBuilder();
            write(name, member);
            skipSpace();
            expect(':');
            skipSpace();
            value(member.append(": "), depth + 1);
            if (members.put(name.getBytes(StandardCharsets.UTF_8), member.toString()) != null) {
                throw refusal("a name stands twice in one object");
            }
            more = continues('}');
        }
        expect('}');
        out.append('{').append(String.join(", ", members.values())).append('}');
    }

    private void array(StringBuilder out, int depth) {
        out.append('[');
        at++;
        skipSpace();
        boolean more = peek() != ']';
        while (more) {
            value(out, depth + 1);
            more = continues(']');
            out.append(more ? ", " : "");
        }
        expect(']');
        out.append(']');
    }

    /** Whether a comma and another element follow. */
    private boolean continues(char end) {
        skipSpace();
        if (peek() == end) {
            return false;
        }
        expect(',');
        skipSpace();
        return true;
    }

    private void word(String word, StringBuilder out) {
        if (!json.startsWith(word, at)) {
            throw refusal("that is no JSON value");
        }
        at += word.length();
        out.append(word);
    }

    private void number(StringBuilder out) {
        int start = at;
        at += peek() == '-' ? 1 : 0;
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            at += peek() == '+' || peek() == '-' ? 1 : 0;
            digits();
        }
        out.append(writtenOut(json.substring(start, at)));
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw refusal("that is no JSON value");
        }
    }

    private String writtenOut(String number) {
        if (number.length() <= LONGEST_NUMBER) {
            try {
                BigDecimal value = new BigDecimal(number);
                if (Math.abs((long) value.precision() - value.scale()) <= MOST_DIGITS
                        && Math.abs((long) value.scale()) <= MOST_DIGITS) {
                    return value.toPlainString();
                }
            } catch (NumberFormatException beyondAnyScale) {
                // Said below, like every other number that is too large or too fine.
            }
        }
        throw refusal("a number has more digits than are kept");
    }

    /** A string, without its quotes and escapes. */
    private String text() {
        StringBuilder text = new StringBuilder();
        at++;
        while (peek() != '"') {
            char each = next();
            if (each < ' ') {
                throw refusal("a control character in a string is not escaped");
            }
            text.append(each == '\\' ? escaped() : each);
        }
        at++;
        if (text.codePoints().anyMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE)) {
            throw refusal("a string has U+0000 or half of a surrogate pair in it");
        }
        return text.toString();
    }

    private char escaped() {
        char kind = next();
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw refusal("there is no such escape in strings");
        };
    }

    private char unit() {
        int unit = 0;
        for (int place = 0; place < 4; place++) {
            char each = next();
            int digit = each < 128 ? Character.digit(each, 16) : -1;
            if (digit < 0) {
                throw refusal("\\u stands before four hex digits");
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    /** A string as JSON spells it. */
    static void write(String text, StringBuilder out) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            switch (each) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (each < ' ') {
                        out.append("\\u00").append(each < 16 ? "0" : "").append(Integer.toHexString(each));
                    } else {
                        out.append(each);
                    }
                }
            }
        }
        out.append('"');
    }

    private void skipSpace() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw refusal("`" + wanted + "` is expected");
        }
        at++;
    }

    /** The character here; U+0000, which is never right in JSON, at the end. */
    private char peek() {
        return at < json.length() ? json.charAt(at) : '\0';
    }

    private char next() {
        if (at >= json.length()) {
            throw refusal("it ends too early");
        }
        return json.charAt(at++);
    }

    private Refusal refusal(String what) {
        return RequestRefusal.MALFORMED.because("This is no JSON that is taken here: at character "
                + Math.min(at + 1, json.length()) + ", " + what + ".");
    }
}
