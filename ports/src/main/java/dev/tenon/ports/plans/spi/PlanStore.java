package dev.tenon.ports.plans.spi;

import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import java.util.List;
import java.util.Optional;

/** Stores plans and their features (tables {@code plans}, {@code features}, {@code plan_features}). */
public interface PlanStore {

    /** The active plans, by price and name. */
    List<Plan> listActive();

    Optional<Plan> find(PlanId id);

    Optional<Plan> findByName(String name);

    /** The plan of a person's live subscription. */
    Optional<Plan> findOfSubscriber(UserId userId);

    /** Every feature there is, by name, without a limit. */
    List<PlanFeature> features();
}
