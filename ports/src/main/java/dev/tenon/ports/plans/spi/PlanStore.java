package dev.tenon.ports.plans.spi;

import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores plans and what they grant (tables {@code plans}, {@code plan_features}). */
public interface PlanStore {

    /** The active plans, by price and name. */
    List<Plan> listActive();

    /** The archived plans, the last one first. */
    Page<Plan> archived(PageRequest page);

    Optional<Plan> find(PlanId id);

    /** The plan, its row locked until the commit: nobody changes it, or what it grants, before that. */
    Optional<Plan> lock(PlanId id);

    /** The plan of this name that is not archived, whatever the case of its letters. */
    Optional<Plan> findByName(String name);

    /** The plan that counts for a person: of the live subscription, or the Free plan while that waits for its payment or rests. */
    Optional<Plan> findOfSubscriber(UserId userId);

    /**
     * Adds a plan, without features, unless there are so many on offer already. Whoever else adds one waits.
     *
     * @return false if there are so many
     * @throws Refusal {@link PlanRefusal#NAME_TAKEN}
     */
    boolean insert(Plan plan, int most);

    /**
     * Writes all but the features, the archiving and the times, sets {@code updatedAt}, raises the revision by one. Where a limit of
     * documents or storage changed, those who have the plan are given out by {@link #claimLimited} again.
     *
     * @return the plan as stored; empty if its revision is no longer the given plan's
     * @throws Refusal {@link PlanRefusal#NAME_TAKEN}
     */
    Optional<Plan> update(Plan plan, Instant now);

    /**
     * Some of those whose running subscription is to a plan with other limits than before, in the order of their subscriptions: each
     * is given out once for a change, and nobody waits for another.
     */
    List<SubjectId> claimLimited(int limit);

    /** Archives a plan; empty if it was, or if there is none. */
    Optional<Plan> archive(PlanId id, Instant now);

    /** Lets the plan grant this feature within this limit; false if it did already. The plan has a new revision. */
    boolean grant(PlanId id, FeatureId feature, @Nullable Long limit, Instant now);

    /** Lets the plan grant this feature no more; false if it did not. The plan has a new revision. */
    boolean revoke(PlanId id, FeatureId feature, Instant now);
}
