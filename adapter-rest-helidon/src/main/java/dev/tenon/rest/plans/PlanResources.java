package dev.tenon.rest.plans;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of plans. */
public final class PlanResources {

    private PlanResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new PlanRoutes(tenon.plans()).routing(routes);
        new FeatureRoutes(tenon.features()).routing(routes);
        new OverrideRoutes(tenon.entitlementOverrides()).routing(routes);
        new EntitlementRoutes(tenon.entitlements(), tenon.quotas()).routing(routes);
    }
}
