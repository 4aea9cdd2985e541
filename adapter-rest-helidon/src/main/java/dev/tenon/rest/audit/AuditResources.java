package dev.tenon.rest.audit;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of the audit trail and the usage log. */
public final class AuditResources {

    private AuditResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new AuditLogRoutes(tenon.auditTrail()).routing(routes);
        new UsageLogRoutes(tenon.usageLog()).routing(routes);
    }
}
