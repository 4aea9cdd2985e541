package dev.tenon.ports.flags;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and for whom a flag is on: when its switch is on, in this environment, at this time, with its dependencies; and then for whoever
 * any strategy lets in, or for everyone if it has none.
 *
 * @param enabled the kill switch: off is off for everyone
 * @param environments in which environments it can be on; empty for all
 * @param enabledFrom from when on it can be on; {@code null} for always
 * @param enabledUntil until when, exclusively; {@code null} for ever
 */
public record FlagRules(
        boolean enabled,
        List<String> environments,
        @Nullable Instant enabledFrom,
        @Nullable Instant enabledUntil,
        List<FlagDependency> dependencies,
        List<FlagStrategy> strategies,
        List<FlagVariant> variants) {

    public FlagRules {
        environments = List.copyOf(environments);
        dependencies = List.copyOf(dependencies);
        strategies = List.copyOf(strategies);
        variants = List.copyOf(variants);
    }

    /** Off. */
    public static FlagRules off() {
        return new FlagRules(false, List.of(), null, null, List.of(), List.of(), List.of());
    }

    /** On, for whoever any of these lets in; for everyone if there are none. */
    public static FlagRules on(FlagStrategy... strategies) {
        return new FlagRules(true, List.of(), null, null, List.of(), List.of(strategies), List.of());
    }

    /** The same with the switch turned. */
    public FlagRules switched(boolean on) {
        return new FlagRules(on, environments, enabledFrom, enabledUntil, dependencies, strategies, variants);
    }

    /** The same with these variants for whom no strategy has its own. */
    public FlagRules with(FlagVariant... chosen) {
        return new FlagRules(
                enabled, environments, enabledFrom, enabledUntil, dependencies, strategies, List.of(chosen));
    }

    /** The same with other strategies. */
    public FlagRules with(List<FlagStrategy> chosen) {
        return new FlagRules(enabled, environments, enabledFrom, enabledUntil, dependencies, chosen, variants);
    }

    /** Whether its strategies were all switched off, so that nobody is let in. */
    public boolean isWithoutAnybody() {
        return !strategies.isEmpty() && strategies.stream().noneMatch(FlagStrategy::enabled);
    }
}
