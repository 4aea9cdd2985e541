package dev.tenon.core.flags;

import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagStrategy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns strategies into what tests contexts. One that is not understood lets nobody in. */
final class Strategies {

    /** How finely {@link FlagStrategy#FINE_ROLLOUT} divides. */
    private static final int FINE_BUCKETS = 10_000;

    private static final int BUCKETS = 100;

    private final Surroundings surroundings;
    private final Constraints constraints;
    private final Map<String, List<FlagConstraint>> segments;

    Strategies(Surroundings surroundings, Map<String, List<FlagConstraint>> segments) {
        this.surroundings = surroundings;
        this.constraints = new Constraints(surroundings);
        this.segments = segments;
    }

    /** Tests whether a strategy of this flag lets somebody in. */
    Predicate<FlagContext> compile(String flag, FlagStrategy strategy) {
        List<FlagConstraint> all = new ArrayList<>(strategy.constraints());
        for (String segment : strategy.segments()) {
            List<FlagConstraint> found = segments.get(segment);
            if (found == null) {
                return context -> false;
            }
            all.addAll(found);
        }
        Predicate<FlagContext> own = own(flag, strategy.name(), strategy.parameters());
        if (all.isEmpty()) {
            return own;
        }
        List<Predicate<FlagContext>> tests =
                all.stream().map(constraints::compile).toList();
        return context -> {
            for (Predicate<FlagContext> test : tests) {
                if (!test.test(context)) {
                    return false;
                }
            }
            return own.test(context);
        };
    }

    private Predicate<FlagContext> own(String flag, String name, Map<String, String> parameters) {
        return switch (name) {
            case FlagStrategy.EVERYONE -> context -> true;
            case FlagStrategy.USERS -> isOneOf(FlagContext::userId, parameters.get("userIds"));
            case FlagStrategy.ORGANIZATIONS -> isOneOf(FlagContext::organizationId, parameters.get("organizationIds"));
            case FlagStrategy.PLANS -> isOneOf(FlagContext::plan, parameters.get("plans"));
            case FlagStrategy.ROLES -> roles(words(parameters.get("roles")));
            case FlagStrategy.ADDRESSES -> addresses(words(parameters.get("IPs")));
            case FlagStrategy.GRADUAL_ROLLOUT ->
                rollout(flag, parameters, BUCKETS, percentage(parameters.get("rollout")));
            case FlagStrategy.FINE_ROLLOUT ->
                rollout(flag, parameters, FINE_BUCKETS, percentage(parameters.get("rollout")) * 100);
            case FlagStrategy.ROLLOUT_BY_USER -> rolloutBy(FlagContext::userId, parameters);
            case FlagStrategy.ROLLOUT_BY_SESSION -> rolloutBy(FlagContext::sessionId, parameters);
            case FlagStrategy.ROLLOUT_BY_CHANCE -> {
                double percentage = percentage(parameters.get("percentage"));
                yield context -> surroundings.chance().applyAsInt(BUCKETS) < percentage;
            }
            default -> context -> false;
        };
    }

    private Predicate<FlagContext> rollout(String flag, Map<String, String> parameters, int buckets, double share) {
        String group = parameters.getOrDefault("groupId", "");
        String counted = group.isEmpty() ? flag : group;
        Function<FlagContext, @Nullable String> sticky = sticky(parameters.get("stickiness"));
        return context -> {
            String id = sticky.apply(context);
            return id != null && !id.isEmpty() && Bucketing.ofRollout(counted, id, buckets) <= share;
        };
    }

    /** What somebody is told apart by; {@code null} if it is unknown. */
    Function<FlagContext, @Nullable String> sticky(@Nullable String stickiness) {
        if (stickiness == null || stickiness.isEmpty() || stickiness.equals("default")) {
            return context -> {
                String user = context.userId();
                if (user != null && !user.isEmpty()) {
                    return user;
                }
                String session = context.sessionId();
                return session != null && !session.isEmpty() ? session : anybody();
            };
        }
        return stickiness.equals("random") ? context -> anybody() : surroundings.field(stickiness);
    }

    /** Somebody else each time. */
    String anybody() {
        return String.valueOf(surroundings.chance().applyAsInt(10_000) + 1);
    }

    private static Predicate<FlagContext> rolloutBy(
            Function<FlagContext, @Nullable String> field, Map<String, String> parameters) {
        String group = parameters.getOrDefault("groupId", "");
        double percentage = percentage(parameters.get("percentage"));
        return context -> {
            String id = field.apply(context);
            return id != null && !id.isEmpty() && Bucketing.ofRollout(group, id, BUCKETS) <= percentage;
        };
    }

    private static Predicate<FlagContext> isOneOf(
            Function<FlagContext, @Nullable String> field, @Nullable String list) {
        Set<String> words = words(list);
        return context -> {
            String value = field.apply(context);
            return value != null && words.contains(value);
        };
    }

    private static Predicate<FlagContext> roles(Set<String> roles) {
        return context -> !Collections.disjoint(context.roles(), roles);
    }

    private static Predicate<FlagContext> addresses(Set<String> words) {
        List<Network> networks =
                words.stream().map(Network::parse).flatMap(Optional::stream).toList();
        return context -> {
            String address = context.remoteAddress();
            return address != null && (words.contains(address) || Constraints.lies(address, networks));
        };
    }

    /** The words of a list with commas between them. */
    static Set<String> words(@Nullable String list) {
        return list == null
                ? Set.of()
                : Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** A share in percent; 0 if it is none. */
    static double percentage(@Nullable String text) {
        return Stream.ofNullable(text)
                .flatMap(given -> decimal(given).stream())
                .mapToDouble(BigDecimal::doubleValue)
                .findFirst()
                .orElse(0);
    }

    static Optional<BigDecimal> decimal(String text) {
        String stripped = text.strip();
        try {
            return stripped.length() > 20 ? Optional.empty() : Optional.of(new BigDecimal(stripped));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
