package dev.tenon.rest.flags;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of feature flags. */
public final class FlagResources {

    private FlagResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new FeatureFlagRoutes(tenon.featureFlags()).routing(routes);
        new FlagSegmentRoutes(tenon.flagSegments()).routing(routes);
        new FlagEvaluationRoutes(tenon.featureFlags()).routing(routes);
        new UnleashRoutes(tenon.featureFlags()).routing(routes);
    }
}
