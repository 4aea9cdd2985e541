package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.Violations;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An object of a JSON value, read by its members. What is wrong is collected, with the place where it is. */
final class FlagTree {

    private final Map<?, ?> members;
    private final String pointer;
    private final Violations violations;
    private final boolean isStrict;
    private final Set<String> asked = new HashSet<>();

    private FlagTree(Map<?, ?> members, String pointer, Violations violations, boolean isStrict) {
        this.members = members;
        this.pointer = pointer;
        this.violations = violations;
        this.isStrict = isStrict;
    }

    /** The object at this place; an empty one if something else is there. */
    static FlagTree at(@Nullable Object tree, String pointer, Violations violations, boolean isStrict) {
        violations.require(tree instanceof Map, pointer, "wrong-type", "Give an object here.");
        return new FlagTree(tree instanceof Map<?, ?> object ? object : Map.of(), pointer, violations, isStrict);
    }

    /** Every object of a list. */
    static <T> List<T> list(
            @Nullable Object tree,
            String pointer,
            Violations violations,
            boolean isStrict,
            Function<FlagTree, T> each) {
        List<?> elements = elements(tree, pointer, violations);
        List<T> read = new ArrayList<>(elements.size());
        for (int index = 0; index < elements.size(); index++) {
            FlagTree object = at(elements.get(index), pointer + "/" + index, violations, isStrict);
            read.add(each.apply(object));
            object.end();
        }
        return read;
    }

    /** What nobody asked for is an error, if the reading is strict. */
    void end() {
        if (isStrict) {
            for (Object name : members.keySet()) {
                violations.require(
                        asked.contains(String.valueOf(name)),
                        pointer + "/" + name,
                        "unknown-field",
                        "There is no such field; leave it out.");
            }
        }
    }

    boolean isStrict() {
        return isStrict;
    }

    /** Says what is wrong with a member. */
    void error(String name, String code, String detail) {
        violations.require(false, pointer + "/" + name, code, detail);
    }

    /** A text that has to be there. */
    String text(String name) {
        String text = optionalText(name);
        violations.require(text != null, pointer + "/" + name, "missing", "Give `" + name + "`.");
        return text == null ? "" : text;
    }

    /** A text; {@code null} if it is left out or null. Where reading is not strict, numbers and truth values are texts too. */
    @Nullable
    String optionalText(String name) {
        Object value = ask(name);
        if (value == null) {
            return null;
        }
        return textOf(value, pointer + "/" + name);
    }

    private String textOf(@Nullable Object value, String place) {
        if (value instanceof String text) {
            return text;
        }
        if (!isStrict && value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (!isStrict && value instanceof Boolean) {
            return value.toString();
        }
        violations.require(false, place, "wrong-type", "Give a text here.");
        return "";
    }

    /** True or false; the fallback if it is left out or null. */
    boolean flag(String name, boolean fallback) {
        Object value = ask(name);
        if (value == null) {
            return fallback;
        }
        violations.require(value instanceof Boolean, pointer + "/" + name, "wrong-type", "Give true or false here.");
        return Boolean.TRUE.equals(value);
    }

    /** A whole number from 0 on. */
    int number(String name) {
        if (ask(name) instanceof BigDecimal number) {
            try {
                int value = number.intValueExact();
                violations.require(value >= 0, pointer + "/" + name, "out-of-range", "Give a number from 0 on.");
                return Math.max(0, value);
            } catch (ArithmeticException notWhole) {
                // Said below.
            }
        }
        error(name, "wrong-type", "Give a whole number here.");
        return 0;
    }

    /** An instant; {@code null} if it is left out or null. */
    @Nullable
    Instant instant(String name) {
        String text = optionalText(name);
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notAnInstant) {
            error(name, "wrong-type", "Give an instant like 2026-11-22T14:00:00Z.");
            return null;
        }
    }

    /** Texts; none if they are left out or null. */
    List<String> texts(String name) {
        List<?> elements = elements(ask(name), pointer + "/" + name, violations);
        List<String> texts = new ArrayList<>(elements.size());
        for (int index = 0; index < elements.size(); index++) {
            texts.add(textOf(elements.get(index), pointer + "/" + name + "/" + index));
        }
        return texts;
    }

    /** Texts by name; none if they are left out or null. What is null among them is left out. */
    Map<String, String> textsByName(String name) {
        Object value = ask(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, text) -> {
                if (text != null || isStrict) {
                    texts.put(String.valueOf(key), textOf(text, pointer + "/" + name + "/" + key));
                }
            });
        } else {
            violations.require(value == null, pointer + "/" + name, "wrong-type", "Give an object of texts here.");
        }
        return texts;
    }

    /** Objects; none if they are left out or null. */
    <T> List<T> objects(String name, Function<FlagTree, T> each) {
        return list(ask(name), pointer + "/" + name, violations, isStrict, each);
    }

    /** An object; {@code null} if it is left out or null. */
    <T> @Nullable T object(String name, Function<FlagTree, @Nullable T> read) {
        Object value = ask(name);
        if (value == null) {
            return null;
        }
        FlagTree object = at(value, pointer + "/" + name, violations, isStrict);
        @Nullable T found = read.apply(object);
        object.end();
        return found;
    }

    private static List<?> elements(@Nullable Object tree, String pointer, Violations violations) {
        violations.require(tree == null || tree instanceof List, pointer, "wrong-type", "Give a list here.");
        return tree instanceof List<?> elements ? elements : List.of();
    }

    @Nullable
    Object ask(String name) {
        asked.add(name);
        return members.get(name);
    }
}
