package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Refusal;
import java.util.List;

/** What can be subscribed to. */
public interface Plans {

    /** The plans on offer, cheapest first. Anyone may look. */
    List<Plan> list(Actor actor);

    /**
     * One plan, on offer or archived. Anyone may look.
     *
     * @throws Refusal {@link PlanRefusal#NOT_FOUND}
     */
    Plan get(Actor actor, PlanId id);
}
