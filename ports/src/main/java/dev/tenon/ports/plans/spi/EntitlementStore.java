package dev.tenon.ports.plans.spi;

import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.kernel.OverrideId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.OverrideFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows what decides who is entitled to what, and stores the exceptions (table {@code entitlement_overrides}). */
public interface EntitlementStore {

    /**
     * Everything that decides about one thing.
     *
     * @param key of a feature, or of one of the limits that every plan has
     * @param isLimit whether it is one of those limits
     * @param suspended why the subject may nothing, as {@code account:banned} or {@code organization:deleted}; {@code null} if it may
     * @param override the exception that is in force; {@code null} for none
     * @param plan what the plan says of the subscription that counts; {@code null} without one
     * @param without what the installation gives an organization that has no plan; {@code null} for no limit, and for persons
     * @param used how much of it is used; {@code null} for what is not counted
     */
    record Fact(
            String key,
            String name,
            boolean isLimit,
            @Nullable String suspended,
            @Nullable OverrideFact override,
            @Nullable PlanFact plan,
            @Nullable Long without,
            @Nullable Long used) {

        /** The same of a subject that nothing suspends: what it has when it comes back. */
        public Fact unsuspended() {
            return new Fact(key, name, isLimit, null, override, plan, without, used);
        }

        /** The same on another plan. */
        public Fact on(PlanFact other) {
            return new Fact(key, name, isLimit, suspended, override, other, without, used);
        }
    }

    /** An exception. */
    record OverrideFact(
            OverrideId id, boolean granted, @Nullable Long limit) {}

    /** What the plan says: whether it includes the thing, and how much of it. */
    record PlanFact(
            PlanId id,
            String name,
            boolean included,
            @Nullable Long limit) {}

    /**
     * What decides, in one statement: features by name, then limits.
     *
     * @param key of the one thing to ask about; {@code null} for all
     * @return empty if there is no such person or organization, or no such thing
     */
    List<Fact> facts(SubjectId subject, @Nullable String key);

    /** The exceptions, newest first. */
    Page<EntitlementOverride> list(OverrideFilter filter, PageRequest page);

    Optional<EntitlementOverride> find(SubjectId subject, String key);

    /** The exception, its row locked until the commit. */
    Optional<EntitlementOverride> lock(SubjectId subject, String key);

    /**
     * Writes an exception, in the place of the one there is, which keeps its id and the time of its making. Of two at once the second
     * waits, and takes the place of the first.
     *
     * @param turnsAt when the clock changes whether it counts; {@code null} for never
     * @return the exception as stored; empty if its revision is not the one before
     * @throws Refusal {@link AccountRefusal#NOT_FOUND}; {@code organization-not-found}; {@code feature-not-found}
     */
    Optional<EntitlementOverride> put(EntitlementOverride override, @Nullable Instant turnsAt);

    /** Removes an exception. */
    void delete(OverrideId id);

    /** One exception that begins or ends by now, its row locked until the commit and skipped by others; the longest due first. */
    Optional<EntitlementOverride> claimTurning(Instant now);

    /** Notes whether an exception counts from now on, and when the clock changes that next. */
    void turn(OverrideId id, boolean inForce, @Nullable Instant turnsAt);
}
