package dev.tenon.rest.access;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of access. */
public final class AccessResources {

    private AccessResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new RoleRoutes(tenon.roles()).routing(routes);
        new PermissionRoutes(tenon.permissions()).routing(routes);
    }
}
