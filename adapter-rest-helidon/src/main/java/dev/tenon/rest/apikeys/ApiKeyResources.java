package dev.tenon.rest.apikeys;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of API keys. */
public final class ApiKeyResources {

    private ApiKeyResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new ApiKeyRoutes(tenon.apiKeys()).routing(routes);
        new ApiUsageRoutes(tenon.apiUsage()).routing(routes);
    }
}
