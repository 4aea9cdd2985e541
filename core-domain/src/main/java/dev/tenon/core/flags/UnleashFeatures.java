package dev.tenon.core.flags;

import dev.tenon.ports.flags.ConstraintOperator;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagDependency;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.FlagStrategy;
import dev.tenon.ports.kernel.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes flags as servers of Unleash give them to their SDKs. What those do not know is put into words that they know: segments,
 * schedules, organizations, plans and roles become constraints, and a flag of another environment is off.
 */
final class UnleashFeatures {

    private static final int FORMAT = 2;

    /** The finest step of time that SDKs tell apart. */
    private static final Duration TICK = Duration.ofMillis(1);

    private final Map<String, List<FlagConstraint>> segments;
    private final @Nullable String environment;

    UnleashFeatures(Map<String, List<FlagConstraint>> segments, @Nullable String environment) {
        this.segments = segments;
        this.environment = environment;
    }

    JsonText of(List<FlagDefinition> flags) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", FORMAT);
        tree.put(
                "features", new ArrayList<Object>(flags.stream().map(this::tree).toList()));
        return JsonText.ofTree(tree);
    }

    private Map<String, Object> tree(FlagDefinition flag) {
        FlagRules rules = flag.rules();
        List<FlagStrategy> strategies = strategies(flag.name(), rules);
        boolean isHere = rules.environments().isEmpty()
                || (environment != null && rules.environments().contains(environment));
        boolean letsNobodyIn = strategies.isEmpty() && !rules.strategies().isEmpty();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", flag.name());
        String description = flag.description();
        if (description != null) {
            tree.put("description", description);
        }
        tree.put("type", flag.type().typeName());
        tree.put("project", "default");
        tree.put("enabled", rules.enabled() && isHere && !letsNobodyIn);
        tree.put("stale", flag.isStale());
        tree.put("impressionData", flag.impressionData());
        tree.put(
                "dependencies",
                new ArrayList<Object>(
                        rules.dependencies().stream().map(UnleashFeatures::tree).toList()));
        tree.put(
                "strategies",
                new ArrayList<Object>(
                        strategies.stream().map(UnleashFeatures::withoutOurs).toList()));
        tree.put("variants", FlagFormat.variantTrees(rules.variants()));
        return tree;
    }

    private static Map<String, Object> tree(FlagDependency dependency) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("feature", dependency.flag());
        tree.put("enabled", dependency.enabled());
        tree.put("variants", dependency.variants());
        return tree;
    }

    private static Map<String, Object> withoutOurs(FlagStrategy strategy) {
        Map<String, Object> tree = FlagFormat.tree(strategy);
        tree.remove("segments");
        tree.remove("disabled");
        return tree;
    }

    /** Those that count, in words that SDKs know. */
    private List<FlagStrategy> strategies(String flag, FlagRules rules) {
        List<FlagConstraint> schedule = schedule(rules);
        List<FlagStrategy> given = rules.strategies();
        if (given.isEmpty()) {
            return schedule.isEmpty()
                    ? List.of()
                    : List.of(FlagStrategy.everyone().constrained(schedule));
        }
        return given.stream()
                .filter(FlagStrategy::enabled)
                .flatMap(strategy -> translated(flag, strategy, schedule).stream())
                .toList();
    }

    private static List<FlagConstraint> schedule(FlagRules rules) {
        List<FlagConstraint> schedule = new ArrayList<>(2);
        Instant from = rules.enabledFrom();
        if (from != null) {
            // After the moment before it: the first one counts.
            schedule.add(FlagConstraint.of(
                    "currentTime",
                    ConstraintOperator.DATE_AFTER,
                    from.minus(TICK).toString()));
        }
        Instant until = rules.enabledUntil();
        if (until != null) {
            schedule.add(FlagConstraint.of("currentTime", ConstraintOperator.DATE_BEFORE, until.toString()));
        }
        return schedule;
    }

    private Optional<FlagStrategy> translated(String flag, FlagStrategy strategy, List<FlagConstraint> schedule) {
        if (!segments.keySet().containsAll(strategy.segments())) {
            return Optional.empty();
        }
        List<FlagConstraint> constraints = new ArrayList<>(strategy.constraints());
        strategy.segments().forEach(name -> constraints.addAll(segments.getOrDefault(name, List.of())));
        constraints.addAll(schedule);
        Optional<FlagConstraint> ours = ours(strategy);
        ours.ifPresent(constraints::add);
        return Optional.of(new FlagStrategy(
                ours.isPresent() ? FlagStrategy.EVERYONE : strategy.name(),
                ours.isPresent() ? Map.of("groupId", flag) : inGroup(flag, strategy),
                constraints,
                List.of(),
                strategy.variants(),
                true));
    }

    /** SDKs differ in what they take for a group that is not named. */
    private static Map<String, String> inGroup(String flag, FlagStrategy strategy) {
        boolean counts = strategy.name().equals(FlagStrategy.GRADUAL_ROLLOUT)
                || !strategy.variants().isEmpty();
        if (!counts || !strategy.parameters().getOrDefault("groupId", "").isEmpty()) {
            return strategy.parameters();
        }
        Map<String, String> parameters = new TreeMap<>(strategy.parameters());
        parameters.put("groupId", flag);
        return parameters;
    }

    /** What a strategy of ours asks, as a constraint. */
    private static Optional<FlagConstraint> ours(FlagStrategy strategy) {
        return switch (strategy.name()) {
            case FlagStrategy.ORGANIZATIONS ->
                oneOf("organizationId", strategy.parameters().get("organizationIds"));
            case FlagStrategy.PLANS -> oneOf("plan", strategy.parameters().get("plans"));
            case FlagStrategy.ROLES -> oneOf("role", strategy.parameters().get("roles"));
            default -> Optional.empty();
        };
    }

    private static Optional<FlagConstraint> oneOf(String field, @Nullable String list) {
        return Stream.of(Strategies.words(list))
                .map(words -> FlagConstraint.in(field, words.stream().sorted().toList()))
                .findFirst();
    }
}
