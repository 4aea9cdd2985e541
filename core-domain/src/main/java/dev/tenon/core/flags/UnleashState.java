package dev.tenon.core.flags;

import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagFormat.Reading;
import dev.tenon.ports.flags.FlagState;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Violations;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what servers of Unleash give to their SDKs: all flags and segments at once, or the events from which they come about. Segments are
 * called by their numbers.
 */
final class UnleashState {

    private final Violations violations = new Violations();
    private final Map<String, FlagDefinition> flags = new LinkedHashMap<>();
    private final Map<String, NewFlagSegment> segments = new LinkedHashMap<>();

    private UnleashState() {}

    static FlagState read(JsonText json) {
        UnleashState state = new UnleashState();
        Map<?, ?> members = state.object(json.value(), "");
        if (members.containsKey("events")) {
            List<?> events = state.list(members.get("events"), "/events");
            for (int at = 0; at < events.size(); at++) {
                state.event(state.object(events.get(at), "/events/" + at), "/events/" + at);
            }
        } else {
            state.everything(members, "");
        }
        state.violations.refuseIfAny();
        return new FlagState(new ArrayList<>(state.flags.values()), new ArrayList<>(state.segments.values()));
    }

    private void event(Map<?, ?> event, String pointer) {
        switch (String.valueOf(event.get("type"))) {
            case "hydration" -> {
                flags.clear();
                segments.clear();
                everything(event, pointer);
            }
            case "feature-updated" -> flag(event.get("feature"), pointer + "/feature");
            case "feature-removed" -> flags.remove(String.valueOf(event.get("featureName")));
            case "segment-updated" -> segment(event.get("segment"), pointer + "/segment");
            case "segment-removed" -> segments.remove(number(event.get("segmentId"), pointer + "/segmentId"));
            default -> {
                // The protocol grows; what an event of a later day tells is not known here.
            }
        }
    }

    private void everything(Map<?, ?> members, String pointer) {
        List<?> features = list(members.get("features"), pointer + "/features");
        for (int at = 0; at < features.size(); at++) {
            flag(features.get(at), pointer + "/features/" + at);
        }
        List<?> all = list(members.get("segments"), pointer + "/segments");
        for (int at = 0; at < all.size(); at++) {
            segment(all.get(at), pointer + "/segments/" + at);
        }
    }

    private void flag(@Nullable Object tree, String pointer) {
        FlagDefinition flag = FlagFormat.unleashDefinition(tree, Reading.lenient(pointer, violations));
        flags.put(flag.name(), flag);
    }

    private void segment(@Nullable Object tree, String pointer) {
        Map<?, ?> members = object(tree, pointer);
        String number = number(members.get("id"), pointer + "/id");
        Reading reading = Reading.lenient(pointer + "/constraints", violations);
        List<FlagConstraint> constraints = FlagFormat.constraints(members.get("constraints"), reading);
        if (constraints.size()
                == list(members.get("constraints"), pointer + "/constraints").size()) {
            segments.put(number, new NewFlagSegment(number, null, constraints));
        }
        // One with an operator that nobody here knows is not there: strategies that name it let nobody in.
    }

    private String number(@Nullable Object value, String pointer) {
        violations.require(value instanceof BigDecimal, pointer, "wrong-type", "Give the segment's number here.");
        return value instanceof BigDecimal number ? number.toPlainString() : "";
    }

    private Map<?, ?> object(@Nullable Object tree, String pointer) {
        violations.require(tree instanceof Map, pointer, "wrong-type", "Give an object here.");
        return tree instanceof Map<?, ?> members ? members : Map.of();
    }

    private List<?> list(@Nullable Object tree, String pointer) {
        violations.require(tree == null || tree instanceof List, pointer, "wrong-type", "Give a list here.");
        return tree instanceof List<?> elements ? elements : List.of();
    }

    /** Reads a context. What stands beside the properties comes before them. */
    static FlagContext context(JsonText json) {
        UnleashState reading = new UnleashState();
        Map<?, ?> members = reading.object(json.value(), "");
        reading.violations.refuseIfAny();
        Map<String, String> fields = new LinkedHashMap<>();
        if (members.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> put(fields, name, value));
        }
        members.forEach((name, value) -> put(fields, name, value));
        FlagContext.Builder context = FlagContext.builder()
                .userId(fields.remove("userId"))
                .sessionId(fields.remove("sessionId"))
                .remoteAddress(fields.remove("remoteAddress"))
                .environment(fields.remove("environment"))
                .appName(fields.remove("appName"))
                .organizationId(fields.remove("organizationId"))
                .plan(fields.remove("plan"));
        String time = fields.remove("currentTime");
        Instant instant = time == null ? null : Constraints.instant(time).orElse(null);
        reading.violations.require(
                time == null || instant != null,
                "/currentTime",
                "wrong-type",
                "Give an instant like 2026-11-22T14:00:00Z.");
        reading.violations.refuseIfAny();
        return context.currentTime(instant).properties(fields).build();
    }

    private static void put(Map<String, String> fields, @Nullable Object name, @Nullable Object value) {
        if (value instanceof BigDecimal number) {
            fields.put(String.valueOf(name), number.toPlainString());
        } else if (value instanceof String || value instanceof Boolean) {
            fields.put(String.valueOf(name), value.toString());
        }
    }
}
