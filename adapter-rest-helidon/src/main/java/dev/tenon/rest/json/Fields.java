package dev.tenon.rest.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.RequestRefusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request body, asked for by name. What is wrong is collected, so that {@link #close} names every field at
 * once: missing, of a wrong type, null, read-only, unknown. A field that nobody asked for is never ignored.
 */
public final class Fields {

    /** Enough to mend a request by; a hostile one does not get an answer larger than itself. */
    private static final int MOST_ERRORS = 20;

    private static final JsonText NO_FIELDS = new JsonText("{}");

    private static final JsonText NO_ITEMS = new JsonText("[]");

    private final ObjectNode node;
    private final Set<String> asked = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    Fields(ObjectNode node) {
        this.node = node;
    }

    /** A text that has to be there. */
    public String text(String name) {
        JsonNode value = ask(name);
        if (value == null) {
            error(name, "missing", "Give `" + name + "`.");
            return "";
        }
        return textOf(name, value);
    }

    /** A text that may be left out, and may not be null. */
    public @Nullable String optionalText(String name) {
        JsonNode value = ask(name);
        return value == null ? null : textOf(name, value);
    }

    /** A text that may be left out or null, which is the same. */
    public @Nullable String nullableText(String name) {
        JsonNode value = ask(name);
        return value == null || value.isNull() ? null : textOf(name, value);
    }

    /** A text of a merge patch: left alone, set, or removed by null. */
    public Patched<String> patchedText(String name) {
        JsonNode value = ask(name);
        if (value == null) {
            return Patched.absent();
        }
        return value.isNull() ? Patched.to(null) : Patched.to(textOf(name, value));
    }

    /** An object of a merge patch, read by its own fields; {@code null} if it is left alone, {@code removed} if it is null. */
    public <T> @Nullable T patchedFields(String name, Function<Fields, @Nullable T> read, @Nullable T removed) {
        JsonNode value = ask(name);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            Fields nested = new Fields(object);
            @Nullable T found = read.apply(nested);
            nested.end(pointer(name), errors);
            return found;
        }
        if (!value.isNull()) {
            error(name, "wrong-type", "`" + name + "` is an object.");
        }
        return removed;
    }

    /** An amount of money, {@code {amount, currency}}, that has to be there; {@code null} only if {@link #close} will refuse. */
    public @Nullable Money money(String name) {
        JsonNode value = ask(name);
        if (value == null || value.isNull()) {
            error(name, value == null ? "missing" : "null", "Give `" + name + "`.");
            return null;
        }
        return patchedFields(name, Fields::amount, null);
    }

    private @Nullable Money amount() {
        String amount = text("amount");
        String code = text("currency");
        Optional<Currency> currency = Money.currency(code);
        if (currency.isEmpty() && asked("currency")) {
            error("currency", "unknown-currency", "`currency` is a code of ISO 4217, e.g. USD.");
        }
        Optional<Money> money = currency.flatMap(known -> Money.parse(amount, known));
        if (currency.isPresent() && money.isEmpty() && asked("amount")) {
            int decimals = currency.get().getDefaultFractionDigits();
            error(
                    "amount",
                    "wrong-type",
                    "`amount` is a decimal text with at most " + decimals + " decimals, as " + code + " has them.");
        }
        return money.orElse(null);
    }

    private boolean asked(String name) {
        JsonNode value = node.get(name);
        return value != null && value.isTextual();
    }

    /** A whole number from zero on of a merge patch: left alone, set, or removed by null. */
    public Patched<Long> patchedNumber(String name) {
        JsonNode value = ask(name);
        if (value == null) {
            return Patched.absent();
        }
        if (value.isNull()) {
            return Patched.to(null);
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            error(name, "out-of-range", "`" + name + "` is a whole number from 0 to " + Long.MAX_VALUE + ", or null.");
            return Patched.absent();
        }
        return Patched.to(value.longValue());
    }

    /** An object that has to be there, as it is: somebody else knows its fields. */
    public JsonText object(String name) {
        JsonText value = nullableObject(name);
        if (value == null) {
            error(name, "missing", "Give `" + name + "`.");
            return NO_FIELDS;
        }
        return value;
    }

    /** An object that may be left out or null, which is the same. */
    public @Nullable JsonText nullableObject(String name) {
        JsonNode value = ask(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            error(name, "wrong-type", "`" + name + "` is an object.");
            return NO_FIELDS;
        }
        return JsonText.of(value.toString());
    }

    /** A list that may be left out, as it is: somebody else knows what is in it. */
    public @Nullable JsonText optionalList(String name) {
        JsonNode value = ask(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            error(name, "wrong-type", "`" + name + "` is a list.");
            return NO_ITEMS;
        }
        return JsonText.of(value.toString());
    }

    /** An instant of a merge patch: left alone, set, or removed by null. */
    public Patched<Instant> patchedInstant(String name) {
        return ask(name) == null ? Patched.absent() : Patched.to(nullableInstant(name));
    }

    /** Texts by name that may be left out or null, which is the same. */
    public Map<String, String> textsByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode value = ask(name);
        if (value instanceof ObjectNode object) {
            object.properties().forEach(each -> {
                if (each.getValue().isTextual()) {
                    texts.put(each.getKey(), each.getValue().textValue());
                } else {
                    error(name, "wrong-type", "`" + name + "` is an object of texts.");
                }
            });
        } else if (value != null && !value.isNull()) {
            error(name, "wrong-type", "`" + name + "` is an object of texts.");
        }
        return texts;
    }

    /** An instant that may be left out or null, which is the same. */
    public @Nullable Instant nullableInstant(String name) {
        String text = nullableText(name);
        if (text == null) {
            return null;
        }
        Optional<Instant> instant = InstantText.parse(text);
        if (instant.isEmpty()) {
            error(name, "wrong-type", "`" + name + "` is an instant like 2026-11-22T14:00:00Z.");
        }
        return instant.orElse(null);
    }

    /** An id that may be left out or null, which is the same. */
    public <I> @Nullable I nullableId(String name, Function<String, Optional<I>> parse) {
        String text = nullableText(name);
        if (text == null) {
            return null;
        }
        Optional<I> id = parse.apply(text);
        if (id.isEmpty()) {
            error(name, "wrong-type", "`" + name + "` is an id as Tenon gives them: a UUID.");
        }
        return id.orElse(null);
    }

    /** A whole number within bounds; the fallback if it is left out. */
    public int number(String name, int fallback, int lowest, int highest) {
        JsonNode value = ask(name);
        if (value == null) {
            return fallback;
        }
        boolean isRight = value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= lowest
                && value.intValue() <= highest;
        if (!isRight) {
            error(name, "out-of-range", "`" + name + "` is a whole number from " + lowest + " to " + highest + ".");
        }
        return isRight ? value.intValue() : fallback;
    }

    /** True or false, false if it is left out. */
    public boolean flag(String name) {
        JsonNode value = ask(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            error(name, "wrong-type", "`" + name + "` is true or false.");
        }
        return value.booleanValue();
    }

    /** True or false, {@code null} if it is left out. */
    public @Nullable Boolean optionalFlag(String name) {
        return ask(name) == null ? null : flag(name);
    }

    /** True or false, which has to be there. */
    public boolean requiredFlag(String name) {
        if (ask(name) == null) {
            error(name, "missing", "Give `" + name + "`.");
        }
        return flag(name);
    }

    /** An instant, which has to be there; without it the beginning of time, until {@link #close} refuses. */
    public Instant requiredInstant(String name) {
        if (ask(name) == null) {
            error(name, "missing", "Give `" + name + "`.");
        }
        Instant instant = nullableInstant(name);
        return instant == null ? Instant.EPOCH : instant;
    }

    /** A set of texts, empty if it is left out. */
    public Set<String> texts(String name, int most) {
        JsonNode value = ask(name);
        if (value == null) {
            return Set.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        boolean isRight = value.isArray();
        for (JsonNode item : value) {
            isRight &= item.isTextual();
            if (!texts.add(item.asText())) {
                error(name, "duplicate-item", "Name each thing in `" + name + "` once.");
            }
        }
        if (!isRight) {
            error(name, "wrong-type", "`" + name + "` is a list of texts.");
        }
        if (value.size() > most) {
            error(name, "too-many", "Give at most " + most + " in `" + name + "`.");
        }
        return texts;
    }

    /** A list of objects that has to be there. What is wrong with one of them is said with its place in the list. */
    public <T> List<T> objects(String name, int most, Function<Fields, T> each) {
        JsonNode value = ask(name);
        if (value == null) {
            error(name, "missing", "Give `" + name + "`.");
            return List.of();
        }
        if (!value.isArray()) {
            error(name, "wrong-type", "`" + name + "` is a list.");
            return List.of();
        }
        if (value.size() > most) {
            error(name, "too-many", "Give at most " + most + " in `" + name + "`.");
            return List.of();
        }
        List<T> objects = new ArrayList<>(value.size());
        for (int index = 0; index < value.size(); index++) {
            if (value.get(index) instanceof ObjectNode object) {
                Fields nested = new Fields(object);
                objects.add(each.apply(nested));
                nested.end(pointer(name) + "/" + index, errors);
            } else {
                error(name, "wrong-type", "`" + name + "` is a list of objects.");
            }
        }
        return objects;
    }

    /** Hands over what is wrong, the fields that nobody asked for included. */
    private void end(String place, List<FieldError> all) {
        unasked(Set.of());
        errors.stream()
                .limit(Math.max(0, MOST_ERRORS - all.size()))
                .forEach(found -> all.add(new FieldError(place + found.pointer(), found.code(), found.detail())));
    }

    /** One of these words, in lower case; {@code null} if it is left out. */
    public <E extends Enum<E>> @Nullable E word(String name, Set<E> allowed) {
        JsonNode value = ask(name);
        if (value == null) {
            return null;
        }
        for (E each : allowed) {
            if (value.isTextual() && value.textValue().equals(each.name().toLowerCase(Locale.ROOT))) {
                return each;
            }
        }
        String words = allowed.stream()
                .sorted()
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        error(name, "unknown-word", "`" + name + "` is one of: " + words + ".");
        return null;
    }

    /** Whether the body has this field. */
    public boolean has(String name) {
        return ask(name) != null;
    }

    /** Says what is wrong with a field that was asked for. */
    public void error(String name, String code, String detail) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new FieldError(pointer(name), code, detail));
        }
    }

    /**
     * Ends the asking: whatever was not asked for is refused.
     *
     * @param readOnly fields that answers have and requests may not set; refused in their own words
     * @throws dev.tenon.ports.kernel.Refusal {@link RequestRefusal#INVALID}, naming every field that is wrong
     */
    public void close(String... readOnly) {
        unasked(new HashSet<>(Arrays.asList(readOnly)));
        if (!errors.isEmpty()) {
            throw RequestRefusal.INVALID.because(errors.get(0).detail()).withErrors(errors);
        }
    }

    private void unasked(Set<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                boolean isKnown = known.contains(name);
                error(
                        name,
                        isKnown ? "read-only" : "unknown-field",
                        isKnown
                                ? "This field cannot be set here; leave it out."
                                : "There is no such field; leave it out.");
            }
        });
    }

    private @Nullable JsonNode ask(String name) {
        asked.add(name);
        return node.get(name);
    }

    private String textOf(String name, JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        error(
                name,
                value.isNull() ? "null" : "wrong-type",
                value.isNull() ? "`" + name + "` cannot be null." : "`" + name + "` is a text.");
        return "";
    }

    /** RFC 6901. */
    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
