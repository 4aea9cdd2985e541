package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.FlagSegmentId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Violations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of flags, the same in the database, in files and over HTTP. What makes up a flag has the names that Unleash gives it. A strict
 * reading refuses what means nothing here, like {@code weightType}; a lenient one passes over it.
 *
 * @see JsonText#value the trees
 */
public final class FlagFormat {

    /** What a strategy is called that asks for something that nobody here knows: it lets nobody in. */
    static final String UNSUPPORTED = "unsupported";

    private FlagFormat() {}

    /** How a reading goes: where it is, what is wrong so far, and whether what is unknown is wrong. */
    public record Reading(String pointer, Violations violations, boolean isStrict) {

        /** Refuses whatever is not known, and says where in the list of this name. */
        public static Reading strict(String name, Violations violations) {
            return new Reading("/" + name, violations, true);
        }

        /** Passes over what is not known, as readers of a format that grows have to. */
        public static Reading lenient(String pointer, Violations violations) {
            return new Reading(pointer, violations, false);
        }

        private <T> List<T> list(@Nullable Object tree, Function<FlagTree, T> each) {
            return FlagTree.list(tree, pointer, violations, isStrict, each);
        }
    }

    /** Reads constraints. One whose operator is unknown is left out by a lenient reading; see {@link #strategies}. */
    public static List<FlagConstraint> constraints(@Nullable Object tree, Reading reading) {
        return known(reading.list(tree, FlagFormat::constraint));
    }

    /** Reads variants. */
    public static List<FlagVariant> variants(@Nullable Object tree, Reading reading) {
        return reading.list(tree, FlagFormat::variant);
    }

    /** Reads dependencies. */
    public static List<FlagDependency> dependencies(@Nullable Object tree, Reading reading) {
        return reading.list(tree, FlagFormat::dependency);
    }

    /** Reads strategies. One with a constraint of an unknown operator lets nobody in, if the reading is lenient. */
    public static List<FlagStrategy> strategies(@Nullable Object tree, Reading reading) {
        return reading.list(tree, FlagFormat::strategy);
    }

    /** Reads a whole definition, with the members that {@link #tree(FlagDefinition)} writes. */
    public static FlagDefinition definition(@Nullable Object tree, Reading reading) {
        FlagTree object = FlagTree.at(tree, reading.pointer(), reading.violations(), reading.isStrict());
        FlagDefinition definition = new FlagDefinition(
                object.text("name"),
                object.optionalText("description"),
                type(object),
                new FlagRules(
                        object.flag("isEnabled", false),
                        object.texts("environments"),
                        object.instant("enabledFrom"),
                        object.instant("enabledUntil"),
                        object.objects("dependencies", FlagFormat::dependency),
                        object.objects("strategies", FlagFormat::strategy),
                        object.objects("variants", FlagFormat::variant)),
                object.flag("isStale", false),
                object.flag("impressionData", false));
        object.end();
        return definition;
    }

    /** Reads a definition as Unleash writes it. */
    public static FlagDefinition unleashDefinition(@Nullable Object tree, Reading reading) {
        FlagTree object = FlagTree.at(tree, reading.pointer(), reading.violations(), false);
        return new FlagDefinition(
                object.text("name"),
                object.optionalText("description"),
                type(object),
                new FlagRules(
                        object.flag("enabled", false),
                        List.of(),
                        null,
                        null,
                        object.objects("dependencies", FlagFormat::dependency),
                        object.objects("strategies", FlagFormat::strategy),
                        object.objects("variants", FlagFormat::variant)),
                object.flag("stale", false),
                object.flag("impressionData", false));
    }

    /** Reads a segment: {@code {id, name, description?, constraints, createdAt, updatedAt, revision}}. */
    public static FlagSegment segment(@Nullable Object tree) {
        Violations violations = new Violations();
        FlagTree object = FlagTree.at(tree, "", violations, false);
        FlagSegment segment = new FlagSegment(
                FlagSegmentId.parse(object.text("id")).orElseThrow(),
                object.text("name"),
                object.optionalText("description"),
                known(object.objects("constraints", FlagFormat::constraint)),
                Objects.requireNonNull(object.instant("createdAt")),
                Objects.requireNonNull(object.instant("updatedAt")),
                object.number("revision"));
        violations.refuseIfAny();
        return segment;
    }

    private static FlagType type(FlagTree object) {
        String name = object.optionalText("type");
        if (name == null) {
            return FlagType.RELEASE;
        }
        Optional<FlagType> type = FlagType.named(name);
        if (type.isEmpty() && object.isStrict()) {
            String words =
                    Arrays.stream(FlagType.values()).map(FlagType::typeName).collect(Collectors.joining(", "));
            object.error("type", "unknown-word", "`type` is one of: " + words + ".");
        }
        return type.orElse(FlagType.RELEASE);
    }

    private static FlagStrategy strategy(FlagTree object) {
        List<Optional<FlagConstraint>> constraints = object.objects("constraints", FlagFormat::constraint);
        boolean isUnderstood = constraints.stream().allMatch(Optional::isPresent);
        String name = object.text("name");
        return new FlagStrategy(
                isUnderstood ? name : UNSUPPORTED,
                object.textsByName("parameters"),
                known(constraints),
                object.texts("segments"),
                object.objects("variants", FlagFormat::variant),
                !object.flag("disabled", false));
    }

    private static Optional<FlagConstraint> constraint(FlagTree object) {
        String word = object.text("operator");
        Optional<ConstraintOperator> operator = Arrays.stream(ConstraintOperator.values())
                .filter(each -> each.name().equals(word))
                .findFirst();
        if (operator.isEmpty() && object.isStrict()) {
            String words =
                    Arrays.stream(ConstraintOperator.values()).map(Enum::name).collect(Collectors.joining(", "));
            object.error("operator", "unknown-word", "`operator` is one of: " + words + ".");
        }
        String contextName = object.text("contextName");
        List<String> values = object.texts("values");
        String value = object.optionalText("value");
        boolean inverted = object.flag("inverted", false);
        boolean caseInsensitive = object.flag("caseInsensitive", false);
        return operator.map(known -> new FlagConstraint(contextName, known, values, value, inverted, caseInsensitive));
    }

    private static <T> List<T> known(List<Optional<T>> read) {
        return read.stream().flatMap(Optional::stream).toList();
    }

    private static FlagVariant variant(FlagTree object) {
        String stickiness = object.optionalText("stickiness");
        return new FlagVariant(
                object.text("name"),
                object.number("weight"),
                stickiness == null || stickiness.isEmpty() ? null : stickiness,
                object.object("payload", FlagFormat::payload),
                object.objects(
                        "overrides",
                        override -> new VariantOverride(override.text("contextName"), override.texts("values"))));
    }

    private static VariantPayload payload(FlagTree object) {
        String word = object.text("type");
        Optional<VariantPayload.Type> type = Arrays.stream(VariantPayload.Type.values())
                .filter(each -> word(each).equals(word))
                .findFirst();
        if (type.isEmpty() && object.isStrict()) {
            object.error("type", "unknown-word", "`type` is one of: string, json, csv, number.");
        }
        return new VariantPayload(type.orElse(VariantPayload.Type.STRING), object.text("value"));
    }

    private static FlagDependency dependency(FlagTree object) {
        String flag = object.isStrict() || object.ask("flag") != null ? object.text("flag") : object.text("feature");
        return new FlagDependency(flag, object.flag("enabled", true), object.texts("variants"));
    }

    /** Writes constraints. */
    public static List<Object> constraintTrees(List<FlagConstraint> constraints) {
        return trees(constraints, FlagFormat::tree);
    }

    /** Writes variants. */
    public static List<Object> variantTrees(List<FlagVariant> variants) {
        return trees(variants, FlagFormat::tree);
    }

    /** Writes dependencies. */
    public static List<Object> dependencyTrees(List<FlagDependency> dependencies) {
        return trees(dependencies, FlagFormat::tree);
    }

    /** Writes strategies. */
    public static List<Object> strategyTrees(List<FlagStrategy> strategies) {
        return trees(strategies, FlagFormat::tree);
    }

    private static <T> List<Object> trees(List<T> things, Function<T, Map<String, Object>> tree) {
        return new ArrayList<>(things.stream().map(tree).toList());
    }

    /** Writes a whole definition. */
    public static Map<String, Object> tree(FlagDefinition definition) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", definition.name());
        putIfThere(tree, "description", definition.description());
        tree.put("type", definition.type().typeName());
        tree.putAll(tree(definition.rules()));
        tree.put("isStale", definition.isStale());
        tree.put("impressionData", definition.impressionData());
        return tree;
    }

    /** Writes when and for whom a flag is on. */
    public static Map<String, Object> tree(FlagRules rules) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("isEnabled", rules.enabled());
        tree.put("environments", rules.environments());
        putIfThere(tree, "enabledFrom", rules.enabledFrom());
        putIfThere(tree, "enabledUntil", rules.enabledUntil());
        tree.put("dependencies", dependencyTrees(rules.dependencies()));
        tree.put("strategies", strategyTrees(rules.strategies()));
        tree.put("variants", variantTrees(rules.variants()));
        return tree;
    }

    /** Writes a strategy. */
    public static Map<String, Object> tree(FlagStrategy strategy) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", strategy.name());
        tree.put("parameters", strategy.parameters());
        tree.put("constraints", constraintTrees(strategy.constraints()));
        tree.put("segments", strategy.segments());
        tree.put("variants", variantTrees(strategy.variants()));
        tree.put("disabled", !strategy.enabled());
        return tree;
    }

    /** Writes a constraint. */
    public static Map<String, Object> tree(FlagConstraint constraint) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("contextName", constraint.contextName());
        tree.put("operator", constraint.operator().name());
        if (!constraint.operator().takesOneValue()) {
            tree.put("values", constraint.values());
        }
        putIfThere(tree, "value", constraint.value());
        tree.put("inverted", constraint.inverted());
        tree.put("caseInsensitive", constraint.caseInsensitive());
        return tree;
    }

    /** Writes a variant. */
    public static Map<String, Object> tree(FlagVariant variant) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", variant.name());
        tree.put("weight", variant.weight());
        putIfThere(tree, "stickiness", variant.stickiness());
        VariantPayload payload = variant.payload();
        if (payload != null) {
            tree.put("payload", tree(payload));
        }
        tree.put("overrides", trees(variant.overrides(), override -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("contextName", override.contextName());
            members.put("values", override.values());
            return members;
        }));
        return tree;
    }

    /** Writes a payload. */
    public static Map<String, Object> tree(VariantPayload payload) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", word(payload.type()));
        tree.put("value", payload.value());
        return tree;
    }

    private static Map<String, Object> tree(FlagDependency dependency) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("flag", dependency.flag());
        tree.put("enabled", dependency.enabled());
        tree.put("variants", dependency.variants());
        return tree;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void putIfThere(Map<String, Object> tree, String name, @Nullable Object value) {
        if (value != null) {
            tree.put(name, value);
        }
    }
}
