package dev.tenon.core.plans;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.plans.Entitlements;
import dev.tenon.ports.plans.Features;
import dev.tenon.ports.plans.Plans;

/** Plans: the way into this package. */
public record PlansCapability(Plans plans, Features features, Entitlements entitlements) {

    /** Builds the capability. */
    public static PlansCapability of(Kernel kernel) {
        return new PlansCapability(
                new PlanService(kernel), new FeatureService(kernel), new EntitlementService(kernel.storage()));
    }
}
