package dev.tenon.social;

import com.nimbusds.jose.util.JSONArrayUtils;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object that a provider sent; a member of another type than expected counts as absent. */
record JsonAnswer(Map<String, Object> members) {

    static JsonAnswer object(String text) {
        try {
            return new JsonAnswer(JSONObjectUtils.parse(text));
        } catch (ParseException notJson) {
            throw Troubles.unavailable(notJson);
        }
    }

    /** The objects of an array. */
    static List<JsonAnswer> objects(String text) {
        try {
            List<JsonAnswer> objects = new ArrayList<>();
            for (Object each : JSONArrayUtils.parse(text)) {
                if (each instanceof Map<?, ?> map) {
                    objects.add(new JsonAnswer(named(map)));
                }
            }
            return objects;
        } catch (ParseException notJson) {
            throw Troubles.unavailable(notJson);
        }
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new HashMap<>();
        map.forEach((name, value) -> {
            if (name instanceof String text && value != null) {
                named.put(text, value);
            }
        });
        return named;
    }

    @Nullable
    String text(String name) {
        return members.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** A whole number as text, as some providers name people. */
    @Nullable
    String number(String name) {
        return members.get(name) instanceof Number number ? Long.toString(number.longValue()) : null;
    }

    /** True only if it says so; some providers say it as a text. */
    boolean isTrue(String name) {
        Object value = members.get(name);
        return Boolean.TRUE.equals(value) || "true".equals(value);
    }

    List<String> texts(String name) {
        return members.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
