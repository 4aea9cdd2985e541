package dev.tenon.jdbi.plans;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.plans.spi.EntitlementStore;
import dev.tenon.ports.plans.spi.FeatureStore;
import dev.tenon.ports.plans.spi.PlanStore;

/** The stores of this package. */
public final class PlanStores {

    private PlanStores() {}

    public static PlanStore plans(Handles handles) {
        return new JdbiPlanStore(handles);
    }

    public static EntitlementStore entitlements(Handles handles) {
        return new JdbiEntitlementStore(handles);
    }

    public static FeatureStore features(Handles handles) {
        return new JdbiFeatureStore(handles);
    }
}
