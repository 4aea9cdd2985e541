package dev.tenon.core.flags;

import dev.tenon.ports.flags.ChosenVariant;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagDependency;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.flags.FlagReason;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.FlagStrategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Flags as they were at one moment, ready to be evaluated. Immutable. */
final class CompiledFlags implements FlagEvaluator {

    private static final Decision EVERYONE = new Decision(true, FlagReason.EVERYONE, null, null);
    private static final Decision SWITCHED_OFF = Decision.off(FlagReason.SWITCHED_OFF);
    private static final Decision ENVIRONMENT = Decision.off(FlagReason.ENVIRONMENT);
    private static final Decision SCHEDULE = Decision.off(FlagReason.SCHEDULE);
    private static final Decision DEPENDENCY = Decision.off(FlagReason.DEPENDENCY);
    private static final Decision NO_STRATEGY = Decision.off(FlagReason.NO_STRATEGY);

    /**
     * What can come out for a flag; made beforehand.
     *
     * @param place of the strategy that lets somebody in
     * @param variants those of the strategy; {@code null} if it has none
     */
    private record Decision(
            boolean isOn,
            FlagReason reason,
            @Nullable Integer place,
            @Nullable Variants variants) {

        static Decision off(FlagReason reason) {
            return new Decision(false, reason, null, null);
        }
    }

    private record LetIn(Predicate<FlagContext> test, Decision decision) {}

    private final Map<String, Flag> byName = new TreeMap<>();
    private final Map<String, Flag> flags;
    private final Surroundings surroundings;

    /**
     * Prepares flags. Of several of one name the last one counts.
     *
     * @param segments constraints by the names of their segments
     */
    CompiledFlags(
            List<FlagDefinition> definitions, Map<String, List<FlagConstraint>> segments, Surroundings surroundings) {
        this.surroundings = surroundings;
        Strategies strategies = new Strategies(surroundings, segments);
        definitions.forEach(each -> byName.put(each.name(), new Flag(each, strategies)));
        this.flags = Map.copyOf(byName);
    }

    @Override
    public boolean isEnabled(String flag, FlagContext context) {
        Flag found = flags.get(flag);
        return found != null && found.decide(context).isOn();
    }

    @Override
    public FlagEvaluation evaluate(String flag, FlagContext context) {
        Flag found = flags.get(flag);
        return found == null
                ? new FlagEvaluation(flag, false, ChosenVariant.NONE, FlagReason.UNKNOWN, null)
                : found.evaluate(context);
    }

    @Override
    public List<FlagEvaluation> evaluateAll(FlagContext context) {
        return byName.values().stream().map(flag -> flag.evaluate(context)).toList();
    }

    boolean has(String flag) {
        return flags.containsKey(flag);
    }

    private final class Flag {

        private final String name;
        private final FlagRules rules;
        private final List<LetIn> strategies = new ArrayList<>();
        private final @Nullable Variants variants;
        private final boolean isHere;

        Flag(FlagDefinition definition, Strategies compiler) {
            this.name = definition.name();
            this.rules = definition.rules();
            String here = surroundings.environment();
            this.isHere = rules.environments().isEmpty()
                    || (here != null && rules.environments().contains(here));
            List<FlagStrategy> given = rules.strategies();
            for (int place = 0; place < given.size(); place++) {
                FlagStrategy strategy = given.get(place);
                if (strategy.enabled()) {
                    strategies.add(new LetIn(
                            compiler.compile(name, strategy),
                            new Decision(true, FlagReason.STRATEGY, place, variantsOf(strategy, compiler))));
                }
            }
            this.variants = Variants.of(name, null, rules.variants(), compiler, surroundings);
        }

        private @Nullable Variants variantsOf(FlagStrategy strategy, Strategies compiler) {
            String group = strategy.parameters().getOrDefault("groupId", "");
            return Variants.of(
                    group.isEmpty() ? name : group,
                    strategy.parameters().get("stickiness"),
                    strategy.variants(),
                    compiler,
                    surroundings);
        }

        Decision decide(FlagContext context) {
            if (!rules.enabled()) {
                return SWITCHED_OFF;
            }
            if (!isHere) {
                return ENVIRONMENT;
            }
            if (!isTime(context)) {
                return SCHEDULE;
            }
            for (FlagDependency dependency : rules.dependencies()) {
                if (!isMet(dependency, context)) {
                    return DEPENDENCY;
                }
            }
            if (rules.strategies().isEmpty()) {
                return EVERYONE;
            }
            for (LetIn strategy : strategies) {
                if (strategy.test().test(context)) {
                    return strategy.decision();
                }
            }
            return NO_STRATEGY;
        }

        private boolean isTime(FlagContext context) {
            Instant from = rules.enabledFrom();
            Instant until = rules.enabledUntil();
            if (from == null && until == null) {
                return true;
            }
            Instant time = surroundings.time(context);
            return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
        }

        private boolean isMet(FlagDependency dependency, FlagContext context) {
            Flag parent = flags.get(dependency.flag());
            if (parent == null || !parent.rules.dependencies().isEmpty()) {
                return false;
            }
            Decision decision = parent.decide(context);
            if (!dependency.enabled()) {
                return !decision.isOn();
            }
            List<String> wanted = dependency.variants();
            return decision.isOn()
                    && (wanted.isEmpty()
                            || wanted.contains(parent.chosen(decision, context).name()));
        }

        private ChosenVariant chosen(Decision decision, FlagContext context) {
            if (!decision.isOn()) {
                return ChosenVariant.NONE;
            }
            Variants counted = decision.variants() == null ? variants : decision.variants();
            return counted == null ? ChosenVariant.NONE : counted.choose(context);
        }

        FlagEvaluation evaluate(FlagContext context) {
            Decision decision = decide(context);
            return new FlagEvaluation(
                    name, decision.isOn(), chosen(decision, context), decision.reason(), decision.place());
        }
    }
}
