package dev.tenon.rest.organizations;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of invitations. */
public final class InvitationResources {

    private InvitationResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new InvitationRoutes(tenon.invitations()).routing(routes);
        new InvitationPageRoutes(tenon.invitations()).routing(routes);
    }
}
