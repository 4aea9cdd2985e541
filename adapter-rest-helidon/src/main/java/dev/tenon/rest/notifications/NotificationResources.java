package dev.tenon.rest.notifications;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.OpenStreams;
import dev.tenon.rest.http.RouteTable;

/** The routes of notifications. */
public final class NotificationResources {

    private NotificationResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon, OpenStreams streams) {
        new EmailRoutes(tenon.emails()).routing(routes);
        new UnsubscribeRoutes(tenon.emails()).routing(routes);
        new StreamRoutes(tenon.notifications(), streams).routing(routes);
        new NotificationRoutes(tenon.notifications()).routing(routes);
    }
}
