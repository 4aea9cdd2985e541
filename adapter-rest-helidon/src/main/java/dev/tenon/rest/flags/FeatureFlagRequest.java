package dev.tenon.rest.flags;

import dev.tenon.ports.flags.FeatureFlagPatch;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagFormat.Reading;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.FlagType;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.rest.json.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked of a flag. */
final class FeatureFlagRequest {

    private static final String[] READ_ONLY = {"id", "lastSeenAt", "expectedUntil", "createdAt", "updatedAt"};

    /** More environments than there can be; the core says how many. */
    private static final int MOST = 100;

    private FeatureFlagRequest() {}

    /** {@code {name, description?, type?, isEnabled?, environments?, enabledFrom?, ..., strategies?, variants?}}. */
    static FlagDefinition create(Fields fields) {
        Violations violations = new Violations();
        String name = fields.text("name");
        String description = fields.nullableText("description");
        FlagType type = type(fields);
        FlagRules rules = new FlagRules(
                fields.flag("isEnabled"),
                List.copyOf(fields.texts("environments", MOST)),
                fields.nullableInstant("enabledFrom"),
                fields.nullableInstant("enabledUntil"),
                orNone(list(fields, "dependencies", violations, FlagFormat::dependencies)),
                orNone(list(fields, "strategies", violations, FlagFormat::strategies)),
                orNone(list(fields, "variants", violations, FlagFormat::variants)));
        boolean isStale = fields.flag("isStale");
        boolean impressionData = fields.flag("impressionData");
        fields.close(READ_ONLY);
        violations.refuseIfAny();
        return new FlagDefinition(
                name, description, type == null ? FlagType.RELEASE : type, rules, isStale, impressionData);
    }

    /** A merge patch; lists are replaced as a whole. */
    static FeatureFlagPatch patch(Fields fields) {
        Violations violations = new Violations();
        FeatureFlagPatch patch = new FeatureFlagPatch(
                fields.patchedText("description"),
                type(fields),
                fields.optionalFlag("isStale"),
                fields.optionalFlag("impressionData"),
                fields.optionalFlag("isEnabled"),
                fields.has("environments") ? List.copyOf(fields.texts("environments", MOST)) : null,
                fields.patchedInstant("enabledFrom"),
                fields.patchedInstant("enabledUntil"),
                list(fields, "dependencies", violations, FlagFormat::dependencies),
                list(fields, "strategies", violations, FlagFormat::strategies),
                list(fields, "variants", violations, FlagFormat::variants));
        fields.close("id", "name", "lastSeenAt", "expectedUntil", "createdAt", "updatedAt");
        violations.refuseIfAny();
        return patch;
    }

    private static @Nullable FlagType type(Fields fields) {
        String name = fields.optionalText("type");
        if (name == null) {
            return null;
        }
        Optional<FlagType> type = FlagType.named(name);
        if (type.isEmpty()) {
            String words =
                    Arrays.stream(FlagType.values()).map(FlagType::typeName).collect(Collectors.joining(", "));
            fields.error("type", "unknown-word", "`type` is one of: " + words + ".");
        }
        return type.orElse(null);
    }

    /** What a list holds, by whoever knows its format; {@code null} if it is left out. */
    static <T> @Nullable List<T> list(
            Fields fields, String name, Violations violations, BiFunction<@Nullable Object, Reading, List<T>> read) {
        JsonText list = fields.optionalList(name);
        return list == null ? null : read.apply(list.value(), Reading.strict(name, violations));
    }

    static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
