package dev.tenon.ports.kernel;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a JSON value apart that is known to be in the form of {@link JsonText}. */
final class JsonTree {

    private final String json;
    private int at;

    private JsonTree(String json) {
        this.json = json;
    }

    static @Nullable Object of(String canonical) {
        return new JsonTree(canonical).value();
    }

    private @Nullable Object value() {
        return switch (json.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> text();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        while (json.charAt(at) != '}') {
            skipSeparator();
            String name = text();
            // The colon and its space.
            at += 2;
            members.put(name, value());
        }
        at++;
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        at++;
        while (json.charAt(at) != ']') {
            skipSeparator();
            elements.add(value());
        }
        at++;
        return elements;
    }

    /** The comma and its space. */
    private void skipSeparator() {
        if (json.charAt(at) == ',') {
            at += 2;
        }
    }

    private <T extends @Nullable Object> T word(String spelled, T meaning) {
        at += spelled.length();
        return meaning;
    }

    private BigDecimal number() {
        int start = at;
        while (at < json.length() && "+-.0123456789".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return new BigDecimal(json.substring(start, at));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        at++;
        for (char each = json.charAt(at++); each != '"'; each = json.charAt(at++)) {
            text.append(each == '\\' ? escaped() : each);
        }
        return text.toString();
    }

    private char escaped() {
        char kind = json.charAt(at++);
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(json.substring(at - 4, at), 16);
            }
            default -> kind;
        };
    }
}
