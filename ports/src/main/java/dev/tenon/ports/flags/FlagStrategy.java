package dev.tenon.ports.flags;

import java.util.List;
import java.util.Map;

/**
 * One way in which a flag is on for somebody: when all constraints and segments hold, and what the strategy itself asks.
 *
 * @param name what it asks, one of the constants here
 * @param parameters what the strategy of that name takes, as texts
 * @param segments names of {@link FlagSegment}s, whose constraints have to hold too
 * @param variants what those get that it lets in; before the flag's own
 * @param enabled whether it counts at all
 */
public record FlagStrategy(
        String name,
        Map<String, String> parameters,
        List<FlagConstraint> constraints,
        List<String> segments,
        List<FlagVariant> variants,
        boolean enabled) {

    /** Everyone. */
    public static final String EVERYONE = "default";

    /** The users in {@code userIds}, with commas between them. */
    public static final String USERS = "userWithId";

    /**
     * {@code rollout} percent, 0 to 100, by {@code stickiness} and {@code groupId}, which are {@code default} and the flag's name if left
     * out.
     */
    public static final String GRADUAL_ROLLOUT = "flexibleRollout";

    /**
     * The same in steps of a hundredth of a percent: {@code rollout} is a decimal number. Its buckets are its own, so somebody let in by
     * {@link #GRADUAL_ROLLOUT} at one percent need not be let in by it; and SDKs of Unleash do not know it, for which it is off.
     */
    public static final String FINE_ROLLOUT = "fineRollout";

    /** Addresses and networks in {@code IPs}, with commas between them. */
    public static final String ADDRESSES = "remoteAddress";

    /** The organizations in {@code organizationIds}, with commas between them. */
    public static final String ORGANIZATIONS = "organizations";

    /** Whoever has one of {@code plans}, by their names, with commas between them. */
    public static final String PLANS = "plans";

    /** Whoever holds one of {@code roles}, by their names, with commas between them. */
    public static final String ROLES = "roles";

    /** Of Unleash's first days: {@code percentage} of the users within {@code groupId}. */
    public static final String ROLLOUT_BY_USER = "gradualRolloutUserId";

    /** Of Unleash's first days: {@code percentage} of the sessions within {@code groupId}. */
    public static final String ROLLOUT_BY_SESSION = "gradualRolloutSessionId";

    /** Of Unleash's first days: {@code percentage} of the times that are asked. */
    public static final String ROLLOUT_BY_CHANCE = "gradualRolloutRandom";

    public FlagStrategy {
        parameters = Map.copyOf(parameters);
        constraints = List.copyOf(constraints);
        segments = List.copyOf(segments);
        variants = List.copyOf(variants);
    }

    /** A strategy without constraints. */
    public static FlagStrategy of(String name, Map<String, String> parameters) {
        return new FlagStrategy(name, parameters, List.of(), List.of(), List.of(), true);
    }

    /** Everyone for whom all of these hold. */
    public static FlagStrategy everyone(FlagConstraint... constraints) {
        return new FlagStrategy(EVERYONE, Map.of(), List.of(constraints), List.of(), List.of(), true);
    }

    /** This part of all users, 0 to 100 percent. */
    public static FlagStrategy rollout(int percent) {
        return of(GRADUAL_ROLLOUT, Map.of("rollout", String.valueOf(percent)));
    }

    /** The same strategy with other constraints. */
    public FlagStrategy constrained(List<FlagConstraint> chosen) {
        return new FlagStrategy(name, parameters, chosen, segments, variants, enabled);
    }

    /** The same strategy within other segments. */
    public FlagStrategy within(List<String> chosen) {
        return new FlagStrategy(name, parameters, constraints, chosen, variants, enabled);
    }
}
