package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be subscribed to. Changes need {@code plans:write}.
 *
 * <p>Whoever subscribes keeps the price, the currency and the interval of that day, whatever the plan costs later. What a plan limits
 * and grants counts for all who have it, from the next request on; of what they store beyond a smaller limit nothing is lost.
 */
public interface Plans {

    /** How many plans can be on offer. */
    int MOST_ON_OFFER = 200;

    /** The plans on offer, cheapest first. Anyone may look. */
    List<Plan> list(Actor actor);

    /** The plans that are offered no more, the last archived first. Needs {@code plans:write}. */
    Page<Plan> archived(Actor actor, PageRequest page);

    /**
     * One plan, on offer or archived. Anyone may look.
     *
     * @throws Refusal {@link PlanRefusal#NOT_FOUND}
     */
    Plan get(Actor actor, PlanId id);

    /**
     * Offers a plan.
     *
     * <p>Recorded as {@code plan.created}.
     *
     * @throws Refusal {@link PlanRefusal#NAME_TAKEN}; {@link PlanRefusal#TOO_MANY}; {@code request-invalid}
     */
    Plan create(Actor actor, NewPlan plan);

    /**
     * Changes a plan. Another price, currency or interval counts for who subscribes from then on.
     *
     * <p>Recorded as {@code plan.updated}.
     *
     * @throws Refusal {@link PlanRefusal#NOT_FOUND}; {@link PlanRefusal#NAME_TAKEN}; {@link PlanRefusal#STAYS_FREE};
     *     {@code request-precondition-failed}; {@code request-invalid}
     */
    Plan update(Actor actor, PlanId id, PlanPatch patch, Expected expected);

    /**
     * Offers a plan no more. Whoever has it keeps it, and its name is free for another one. Doing it twice changes nothing.
     *
     * <p>Recorded as {@code plan.archived}.
     *
     * @throws Refusal {@link PlanRefusal#NOT_FOUND}; {@link PlanRefusal#STAYS_FREE}; {@code request-precondition-failed}
     */
    Plan archive(Actor actor, PlanId id, Expected expected);

    /**
     * Lets a plan grant a feature, or gives it another limit; doing it twice changes nothing.
     *
     * <p>Recorded as {@code plan.feature-granted}.
     *
     * @param limit in the feature's own unit; {@code null} for no limit, 0 for none of it
     * @throws Refusal {@link PlanRefusal#NOT_FOUND}; {@link FeatureRefusal#NOT_FOUND}; {@code request-invalid}
     */
    Plan grant(Actor actor, PlanId id, FeatureId feature, @Nullable Long limit);

    /**
     * Lets a plan grant a feature no more; doing it twice changes nothing.
     *
     * <p>Recorded as {@code plan.feature-revoked}.
     *
     * @throws Refusal {@link PlanRefusal#NOT_FOUND}; {@link FeatureRefusal#NOT_FOUND}
     */
    Plan revoke(Actor actor, PlanId id, FeatureId feature);
}
