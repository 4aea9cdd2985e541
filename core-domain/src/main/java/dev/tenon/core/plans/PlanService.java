package dev.tenon.core.plans;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanRefusal;
import dev.tenon.ports.plans.Plans;
import dev.tenon.ports.plans.spi.PlanStore;
import java.util.List;

record PlanService(PlanStore store) implements Plans {

    @Override
    public List<Plan> list(Actor actor) {
        return store.listActive();
    }

    @Override
    public Plan get(Actor actor, PlanId id) {
        return store.find(id).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
    }
}
