package dev.tenon.openfeature;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.ImmutableStructure;
import dev.openfeature.sdk.Value;
import dev.tenon.ports.flags.VariantPayload;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what variants carry. */
final class Payloads {

    private Payloads() {}

    static String text(VariantPayload payload) throws Unanswerable {
        return switch (payload.type()) {
            case STRING, CSV -> payload.value();
            case NUMBER, JSON -> throw another(payload, "a text");
        };
    }

    static int integer(VariantPayload payload) throws Unanswerable {
        try {
            return number(payload).intValueExact();
        } catch (ArithmeticException tooLargeOrNotWhole) {
            throw another(payload, "a whole number of 32 bits");
        }
    }

    static long wideInteger(VariantPayload payload) throws Unanswerable {
        try {
            return number(payload).longValueExact();
        } catch (ArithmeticException tooLargeOrNotWhole) {
            throw another(payload, "a whole number of 64 bits");
        }
    }

    static double decimal(VariantPayload payload) throws Unanswerable {
        double number = number(payload).doubleValue();
        if (Double.isInfinite(number)) {
            throw another(payload, "a number of 64 bits");
        }
        return number;
    }

    private static BigDecimal number(VariantPayload payload) throws Unanswerable {
        if (payload.type() != VariantPayload.Type.NUMBER) {
            throw another(payload, "a number");
        }
        try {
            return new BigDecimal(payload.value().strip());
        } catch (NumberFormatException notANumber) {
            throw new Unanswerable(ErrorCode.PARSE_ERROR, "The variant's payload is called a number and is none.");
        }
    }

    static Value json(VariantPayload payload) throws Unanswerable {
        if (payload.type() != VariantPayload.Type.JSON) {
            throw another(payload, "JSON");
        }
        try {
            return value(JsonText.of(payload.value()).value());
        } catch (Refusal notJson) {
            throw new Unanswerable(
                    ErrorCode.PARSE_ERROR, "The variant's payload is called JSON and is none: " + notJson.getMessage());
        }
    }

    private static Value value(@Nullable Object tree) {
        return switch (tree) {
            case null -> new Value();
            case Map<?, ?> members -> {
                Map<String, Value> structure = new LinkedHashMap<>();
                members.forEach((name, member) -> structure.put(String.valueOf(name), value(member)));
                yield new Value(new ImmutableStructure(structure));
            }
            case List<?> elements -> {
                List<Value> list = new ArrayList<>(elements.size());
                elements.forEach(element -> list.add(value(element)));
                yield new Value(list);
            }
            case BigDecimal number -> narrow(number);
            case Boolean flag -> new Value(flag);
            default -> new Value(tree.toString());
        };
    }

    /** A whole number of 32 bits, or else one of floating point: others make {@code Structure.asObjectMap} fail. */
    private static Value narrow(BigDecimal number) {
        try {
            return new Value(number.intValueExact());
        } catch (ArithmeticException tooLargeOrNotWhole) {
            return new Value(number.doubleValue());
        }
    }

    private static Unanswerable another(VariantPayload payload, String wanted) {
        return new Unanswerable(
                ErrorCode.TYPE_MISMATCH,
                "The variant's payload is a " + payload.type().name().toLowerCase(Locale.ROOT)
                        + ", which is not read as " + wanted + ".");
    }
}
