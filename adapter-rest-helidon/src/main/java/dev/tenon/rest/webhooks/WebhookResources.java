package dev.tenon.rest.webhooks;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of webhooks. */
public final class WebhookResources {

    private WebhookResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new WebhookRoutes(tenon.webhooks()).routing(routes);
        new DeliveryRoutes(tenon.webhooks()).routing(routes);
    }
}
