package dev.tenon.rest.billing;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of billing. */
public final class BillingResources {

    private BillingResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new SubscriptionRoutes(tenon.subscriptions()).routing(routes);
        new TrialRoutes(tenon.trials()).routing(routes);
        new BillingReportRoutes(tenon.billingReports()).routing(routes);
    }
}
