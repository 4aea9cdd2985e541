package dev.tenon.core.flags;

import dev.tenon.ports.flags.ConstraintOperator;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagDependency;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.FlagStrategy;
import dev.tenon.ports.flags.FlagVariant;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.flags.VariantPayload;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.Violations;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What flags and segments may be made of. What evaluation could not read is refused here, where somebody can still mend it. */
final class FlagGrammar {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1," + FlagDefinition.LONGEST_NAME + "}");
    private static final int MOST_ENVIRONMENTS = 20;
    private static final int MOST_DEPENDENCIES = 10;
    private static final int MOST_STRATEGIES = 50;
    private static final int MOST_CONSTRAINTS = 50;
    private static final int MOST_SEGMENTS = 20;
    private static final int MOST_VARIANTS = 50;
    private static final int MOST_VALUES = 1_000;
    private static final int LONGEST_VALUE = 1_000;
    private static final int LONGEST_PAYLOAD = 10_000;
    private static final int HEAVIEST = 1_000;

    /** All that a flag is made of, written as JSON: every server and SDK keeps it in memory. */
    private static final int LARGEST = 256 * 1024;

    /** What each strategy takes; the first one is needed, if there is any. */
    private static final Map<String, List<String>> PARAMETERS = new TreeMap<>(Map.ofEntries(
            Map.entry(FlagStrategy.EVERYONE, List.of()),
            Map.entry(FlagStrategy.USERS, List.of("userIds")),
            Map.entry(FlagStrategy.GRADUAL_ROLLOUT, List.of("rollout", "stickiness", "groupId")),
            Map.entry(FlagStrategy.FINE_ROLLOUT, List.of("rollout", "stickiness", "groupId")),
            Map.entry(FlagStrategy.ADDRESSES, List.of("IPs")),
            Map.entry(FlagStrategy.ORGANIZATIONS, List.of("organizationIds")),
            Map.entry(FlagStrategy.PLANS, List.of("plans")),
            Map.entry(FlagStrategy.ROLES, List.of("roles")),
            Map.entry(FlagStrategy.ROLLOUT_BY_USER, List.of("percentage", "groupId")),
            Map.entry(FlagStrategy.ROLLOUT_BY_SESSION, List.of("percentage", "groupId")),
            Map.entry(FlagStrategy.ROLLOUT_BY_CHANCE, List.of("percentage", "groupId"))));

    private final Surroundings surroundings;
    private final Violations violations = new Violations();

    private FlagGrammar(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static void check(FlagDefinition flag, Surroundings surroundings) {
        FlagGrammar grammar = new FlagGrammar(surroundings);
        grammar.name(flag.name());
        grammar.violations.line(flag.description(), "/description", FlagDefinition.LONGEST_DESCRIPTION);
        grammar.rules(flag.name(), flag.rules());
        grammar.violations.refuseIfAny();
        grammar.size(FlagFormat.tree(flag));
        grammar.violations.refuseIfAny();
    }

    static void check(NewFlagSegment segment, Surroundings surroundings) {
        FlagGrammar grammar = new FlagGrammar(surroundings);
        grammar.name(segment.name());
        grammar.violations.line(segment.description(), "/description", FlagDefinition.LONGEST_DESCRIPTION);
        grammar.constraints(segment.constraints(), "/constraints");
        grammar.violations.refuseIfAny();
        grammar.size(FlagFormat.constraintTrees(segment.constraints()));
        grammar.violations.refuseIfAny();
    }

    private void name(String name) {
        violations.require(
                NAME.matcher(name).matches() && !name.equals(".") && !name.equals(".."),
                "/name",
                "not-a-name",
                "Use letters, digits, hyphens, dots, underscores and tildes, e.g. new-checkout; at most "
                        + FlagDefinition.LONGEST_NAME + " characters.");
    }

    private void size(Object tree) {
        violations.require(
                JsonText.ofTree(tree).text().length() <= LARGEST,
                "",
                "too-large",
                "Use fewer values, or shorter ones: written as JSON it is more than " + LARGEST + " characters.");
    }

    private void rules(String flag, FlagRules rules) {
        few(rules.environments(), MOST_ENVIRONMENTS, "/environments");
        once(rules.environments(), "/environments");
        for (int at = 0; at < rules.environments().size(); at++) {
            violations.require(
                    NAME.matcher(rules.environments().get(at)).matches(),
                    "/environments/" + at,
                    "not-a-name",
                    "Use letters, digits, hyphens, dots and underscores, e.g. production.");
        }
        Instant from = rules.enabledFrom();
        Instant until = rules.enabledUntil();
        violations.require(
                from == null || until == null || from.isBefore(until),
                "/enabledUntil",
                "out-of-range",
                "Let it end after it begins.");
        dependencies(flag, rules.dependencies());
        few(rules.strategies(), MOST_STRATEGIES, "/strategies");
        for (int at = 0; at < rules.strategies().size(); at++) {
            strategy(rules.strategies().get(at), "/strategies/" + at);
        }
        variants(rules.variants(), "/variants");
    }

    private void dependencies(String flag, List<FlagDependency> dependencies) {
        few(dependencies, MOST_DEPENDENCIES, "/dependencies");
        once(dependencies.stream().map(FlagDependency::flag).toList(), "/dependencies");
        for (int at = 0; at < dependencies.size(); at++) {
            FlagDependency dependency = dependencies.get(at);
            String pointer = "/dependencies/" + at;
            violations.require(
                    !dependency.flag().equals(flag), pointer + "/flag", "itself", "A flag does not depend on itself.");
            few(dependency.variants(), MOST_VARIANTS, pointer + "/variants");
            violations.require(
                    dependency.enabled() || dependency.variants().isEmpty(),
                    pointer + "/variants",
                    "contradiction",
                    "A flag that has to be off has no variant.");
        }
    }

    private void strategy(FlagStrategy strategy, String pointer) {
        List<String> known = PARAMETERS.get(strategy.name());
        violations.require(
                known != null,
                pointer + "/name",
                "unknown-word",
                "`name` is one of: " + String.join(", ", PARAMETERS.keySet()) + ".");
        if (known != null) {
            strategy.parameters().keySet().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> violations.require(
                            false,
                            pointer + "/parameters/" + name,
                            "unknown-field",
                            "The strategy takes no such parameter; leave it out."));
            parameters(strategy, known, pointer + "/parameters");
        }
        constraints(strategy.constraints(), pointer + "/constraints");
        few(strategy.segments(), MOST_SEGMENTS, pointer + "/segments");
        once(strategy.segments(), pointer + "/segments");
        variants(strategy.variants(), pointer + "/variants");
    }

    private void parameters(FlagStrategy strategy, List<String> known, String pointer) {
        if (known.isEmpty()) {
            return;
        }
        Map<String, String> given = strategy.parameters();
        String first = known.get(0);
        String value = given.getOrDefault(first, "");
        switch (first) {
            case "rollout" ->
                share(value, pointer + "/rollout", strategy.name().equals(FlagStrategy.FINE_ROLLOUT) ? 2 : 0);
            case "percentage" -> share(value, pointer + "/percentage", 0);
            default -> {
                Set<String> words = Strategies.words(value);
                violations.require(
                        !words.isEmpty() && words.size() <= MOST_VALUES,
                        pointer + "/" + first,
                        "missing",
                        "Name 1 to " + MOST_VALUES + " of them, with commas between them.");
                violations.require(
                        !first.equals("IPs")
                                || words.stream()
                                        .allMatch(word -> Network.parse(word).isPresent()),
                        pointer + "/IPs",
                        "not-an-address",
                        "Give addresses and networks like 203.0.113.7 and 10.1.0.0/16.");
            }
        }
        given.forEach((name, text) -> violations.require(
                text.length() <= MOST_VALUES * 40, pointer + "/" + name, "too-long", "Make it shorter."));
    }

    private void share(String text, String pointer, int decimals) {
        violations.require(
                Strategies.decimal(text)
                        .filter(share -> share.signum() >= 0
                                && share.compareTo(BigDecimal.valueOf(100)) <= 0
                                && share.stripTrailingZeros().scale() <= decimals)
                        .isPresent(),
                pointer,
                "out-of-range",
                decimals == 0
                        ? "Give a whole share from 0 to 100 percent."
                        : "Give a share from 0 to 100 percent, with at most " + decimals + " decimals.");
    }

    private void constraints(List<FlagConstraint> constraints, String pointer) {
        few(constraints, MOST_CONSTRAINTS, pointer);
        for (int at = 0; at < constraints.size(); at++) {
            constraint(constraints.get(at), pointer + "/" + at);
        }
    }

    private void constraint(FlagConstraint constraint, String pointer) {
        violations.line(constraint.contextName(), pointer + "/contextName", FlagDefinition.LONGEST_NAME);
        String value = constraint.value();
        if (!constraint.operator().takesOneValue()) {
            violations.require(
                    value == null, pointer + "/value", "unknown-field", "This operator takes `values`; leave it out.");
            values(constraint, pointer + "/values");
            return;
        }
        violations.require(
                constraint.values().isEmpty(),
                pointer + "/values",
                "unknown-field",
                "This operator takes one `value`; leave them out.");
        if (value == null || value.length() > LONGEST_VALUE) {
            violations.require(
                    false,
                    pointer + "/value",
                    "missing",
                    "Give a `value` of at most " + LONGEST_VALUE + " characters.");
            return;
        }
        switch (constraint.operator()) {
            case DATE_AFTER, DATE_BEFORE -> {
                violations.require(
                        constraint.contextName().equals("currentTime"),
                        pointer + "/contextName",
                        "unknown-word",
                        "Only `currentTime` is compared with a date.");
                violations.require(
                        Constraints.instant(value.strip()).isPresent(),
                        pointer + "/value",
                        "wrong-type",
                        "Give an instant like 2026-11-22T14:00:00Z.");
            }
            case REGEX -> expression(value, pointer + "/value");
            case SEMVER_EQ, SEMVER_GT, SEMVER_GTE, SEMVER_LT, SEMVER_LTE ->
                violations.require(
                        SemanticVersion.parse(value.strip()).isPresent(),
                        pointer + "/value",
                        "wrong-type",
                        "Give a version like 1.12.0 or 2.0.0-rc.1.");
            default ->
                violations.require(
                        Strategies.decimal(value).isPresent(), pointer + "/value", "wrong-type", "Give a number.");
        }
    }

    private void expression(String value, String pointer) {
        violations.require(
                surroundings.patterns() != null,
                pointer,
                "not-supported",
                "This installation has no regular expressions: put tenon-re2j on its class path.");
        violations.require(
                surroundings.patterns() == null
                        || surroundings.pattern(value, false).isPresent(),
                pointer,
                "not-an-expression",
                "Give a regular expression in the syntax of RE2: without look-around and back-references.");
    }

    private void values(FlagConstraint constraint, String pointer) {
        List<String> values = constraint.values();
        violations.require(
                !values.isEmpty() && values.size() <= MOST_VALUES,
                pointer,
                "missing",
                "Give 1 to " + MOST_VALUES + ".");
        Predicate<String> fits = constraint.operator() == ConstraintOperator.IN_CIDR
                ? value -> Network.parse(value.strip()).isPresent()
                : value -> true;
        for (int at = 0; at < Math.min(values.size(), MOST_VALUES); at++) {
            String value = values.get(at);
            violations.require(
                    !value.isBlank() && value.length() <= LONGEST_VALUE,
                    pointer + "/" + at,
                    "out-of-range",
                    "Give a text of 1 to " + LONGEST_VALUE + " characters.");
            violations.require(
                    fits.test(value),
                    pointer + "/" + at,
                    "not-an-address",
                    "Give an address or a network like 10.1.0.0/16.");
        }
    }

    private void variants(List<FlagVariant> variants, String pointer) {
        few(variants, MOST_VARIANTS, pointer);
        once(variants.stream().map(FlagVariant::name).toList(), pointer);
        int weights = 0;
        for (int at = 0; at < variants.size(); at++) {
            FlagVariant variant = variants.get(at);
            violations.line(variant.name(), pointer + "/" + at + "/name", FlagDefinition.LONGEST_NAME);
            violations.line(variant.stickiness(), pointer + "/" + at + "/stickiness", FlagDefinition.LONGEST_NAME);
            violations.require(
                    variant.weight() >= 0 && variant.weight() <= HEAVIEST,
                    pointer + "/" + at + "/weight",
                    "out-of-range",
                    "Give a whole number from 0 to " + HEAVIEST + ".");
            weights += Math.min(Math.max(0, variant.weight()), HEAVIEST);
            payload(variant.payload(), pointer + "/" + at + "/payload/value");
            few(variant.overrides(), MOST_SEGMENTS, pointer + "/" + at + "/overrides");
        }
        violations.require(
                variants.isEmpty() || weights > 0, pointer, "out-of-range", "Give one of them a weight above 0.");
    }

    private void payload(@Nullable VariantPayload payload, String pointer) {
        if (payload == null) {
            return;
        }
        violations.require(
                payload.value().length() <= LONGEST_PAYLOAD,
                pointer,
                "too-long",
                "Use at most " + LONGEST_PAYLOAD + " characters.");
        switch (payload.type()) {
            case JSON -> violations.require(isJson(payload.value()), pointer, "wrong-type", "Give JSON.");
            case NUMBER ->
                violations.require(
                        Strategies.decimal(payload.value()).isPresent(), pointer, "wrong-type", "Give a number.");
            case STRING, CSV -> {
                // Any text.
            }
        }
    }

    private static boolean isJson(String text) {
        try {
            JsonText.of(text);
            return true;
        } catch (Refusal notJson) {
            return false;
        }
    }

    private void few(List<?> things, int most, String pointer) {
        violations.require(things.size() <= most, pointer, "too-many", "Give at most " + most + ".");
    }

    private void once(List<String> names, String pointer) {
        violations.require(
                new HashSet<>(names).size() == names.size(), pointer, "duplicate-item", "Name each of them once.");
    }
}
