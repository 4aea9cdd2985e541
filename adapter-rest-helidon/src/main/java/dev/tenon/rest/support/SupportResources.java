package dev.tenon.rest.support;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of support. */
public final class SupportResources {

    private SupportResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new TicketRoutes(tenon.tickets()).routing(routes);
        new SupportRoutes(tenon.tickets()).routing(routes);
    }
}
