package dev.tenon.core.flags;

import dev.tenon.ports.flags.ChosenVariant;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The variants of a flag or of a strategy, ready to choose one by its weight. */
final class Variants {

    private final String group;
    private final Function<FlagContext, @Nullable String> sticky;
    private final Strategies strategies;
    private final List<Choice> choices;
    private final int weights;

    private record Choice(ChosenVariant variant, int upTo, int weight, List<Predicate<FlagContext>> overrides) {

        boolean isMeantFor(FlagContext context) {
            for (Predicate<FlagContext> override : overrides) {
                if (override.test(context)) {
                    return true;
                }
            }
            return false;
        }
    }

    private Variants(
            String group, @Nullable String stickiness, List<Choice> choices, int weights, Strategies strategies) {
        this.group = group;
        this.sticky = strategies.sticky(stickiness);
        this.choices = choices;
        this.weights = weights;
        this.strategies = strategies;
    }

    /**
     * Prepares variants.
     *
     * @param group what variants are told apart by besides the caller
     * @param stickiness what counts if the first variant does not say
     * @return {@code null} if there are none to choose from
     */
    static @Nullable Variants of(
            String group,
            @Nullable String stickiness,
            List<FlagVariant> variants,
            Strategies strategies,
            Surroundings surroundings) {
        if (variants.isEmpty()) {
            return null;
        }
        List<Choice> choices = new ArrayList<>(variants.size());
        int sum = 0;
        for (FlagVariant variant : variants) {
            sum = Math.addExact(sum, variant.weight());
            choices.add(new Choice(
                    new ChosenVariant(variant.name(), true, variant.payload()),
                    sum,
                    variant.weight(),
                    variant.overrides().stream()
                            .map(override -> override(surroundings.field(override.contextName()), override.values()))
                            .toList()));
        }
        String first = variants.get(0).stickiness();
        return sum == 0 ? null : new Variants(group, first == null ? stickiness : first, choices, sum, strategies);
    }

    private static Predicate<FlagContext> override(Function<FlagContext, @Nullable String> field, List<String> values) {
        Set<String> wanted = Set.copyOf(values);
        return context -> {
            String value = field.apply(context);
            return value != null && wanted.contains(value);
        };
    }

    /** Whom the variant is meant for gets it; everyone else by weight. */
    ChosenVariant choose(FlagContext context) {
        for (Choice choice : choices) {
            if (choice.isMeantFor(context)) {
                return choice.variant();
            }
        }
        String id = sticky.apply(context);
        int target = Bucketing.ofVariant(group, id == null || id.isEmpty() ? strategies.anybody() : id, weights);
        for (Choice choice : choices) {
            if (choice.weight() > 0 && choice.upTo() >= target) {
                return choice.variant();
            }
        }
        throw new IllegalStateException("Weights add up to their sum");
    }
}
