package dev.tenon.openfeature;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.Value;
import dev.tenon.ports.flags.FlagContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads contexts of OpenFeature. */
final class Contexts {

    private Contexts() {}

    /**
     * The same context in Tenon's words.
     *
     * @throws Unanswerable if a field that Tenon knows is of another type
     */
    static FlagContext of(EvaluationContext given) throws Unanswerable {
        FlagContext.Builder context = FlagContext.builder();
        for (Map.Entry<String, Value> field : given.asUnmodifiableMap().entrySet()) {
            Value value = field.getValue();
            if (value == null || value.isNull()) {
                continue;
            }
            switch (field.getKey()) {
                case EvaluationContext.TARGETING_KEY, "userId" -> {
                    // Below: the first of them counts.
                }
                case "sessionId" -> context.sessionId(text(field));
                case "remoteAddress" -> context.remoteAddress(text(field));
                case "environment" -> context.environment(text(field));
                case "appName" -> context.appName(text(field));
                case "organizationId" -> context.organizationId(text(field));
                case "plan" -> context.plan(text(field));
                case "roles" -> context.roles(roles(field));
                case "currentTime" -> context.currentTime(time(field));
                default -> {
                    String text = plain(value);
                    if (text != null) {
                        context.property(field.getKey(), text);
                    }
                }
            }
        }
        return context.userId(user(given)).build();
    }

    private static @Nullable String user(EvaluationContext given) {
        String key = given.getTargetingKey();
        if (key != null && !key.isEmpty()) {
            return key;
        }
        Value user = given.getValue("userId");
        return user == null ? null : plain(user);
    }

    private static String text(Map.Entry<String, Value> field) throws Unanswerable {
        String text = plain(field.getValue());
        if (text == null) {
            throw unfit(field.getKey(), "a text");
        }
        return text;
    }

    private static Set<String> roles(Map.Entry<String, Value> field) throws Unanswerable {
        if (!field.getValue().isList()) {
            return Set.of(text(field));
        }
        Set<String> roles = new HashSet<>();
        for (Value each : field.getValue().asList()) {
            String role = plain(each);
            if (role == null) {
                throw unfit(field.getKey(), "a list of texts");
            }
            roles.add(role);
        }
        return roles;
    }

    private static Instant time(Map.Entry<String, Value> field) throws Unanswerable {
        Value value = field.getValue();
        if (value.isInstant()) {
            return value.asInstant();
        }
        try {
            return Instant.parse(text(field));
        } catch (DateTimeParseException notATime) {
            throw unfit(field.getKey(), "an instant");
        }
    }

    private static Unanswerable unfit(String field, String wanted) {
        return new Unanswerable(ErrorCode.INVALID_CONTEXT, "Give " + wanted + " as " + field + ".");
    }

    /** What a constraint compares; {@code null} for a list, a structure or nothing. */
    private static @Nullable String plain(Value value) {
        if (value.isString()) {
            return value.asString();
        }
        if (value.isNumber()) {
            return number((Number) value.asObject());
        }
        return value.isBoolean() || value.isInstant() ? value.asObject().toString() : null;
    }

    private static String number(Number number) {
        String text = number.toString();
        try {
            BigDecimal decimal = new BigDecimal(text);
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException infinite) {
            return text;
        }
    }
}
