package dev.tenon.rest.organizations;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of organizations. */
public final class OrganizationResources {

    private OrganizationResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new OrganizationRoutes(tenon.organizations()).routing(routes);
        new MemberRoutes(tenon.members()).routing(routes);
        new InvitationRoutes(tenon.invitations()).routing(routes);
        new InvitationPageRoutes(tenon.invitations()).routing(routes);
    }
}
