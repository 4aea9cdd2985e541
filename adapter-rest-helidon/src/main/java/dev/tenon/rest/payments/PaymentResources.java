package dev.tenon.rest.payments;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of payments. */
public final class PaymentResources {

    private PaymentResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new PaymentRoutes(tenon.payments()).routing(routes);
        new PaymentMethodRoutes(tenon.paymentMethods()).routing(routes);
        new PaymentEventRoutes(tenon.paymentEvents()).routing(routes);
    }
}
