package dev.tenon.rest.invoices;

import dev.tenon.ports.Tenon;
import dev.tenon.rest.http.RouteTable;

/** The routes of invoices. */
public final class InvoiceResources {

    private InvoiceResources() {}

    /** Adds them. */
    public static void mount(RouteTable routes, Tenon tenon) {
        new InvoiceRoutes(tenon.invoices()).routing(routes);
        new CreditRoutes(tenon.invoices()).routing(routes);
        new CreditNoteRoutes(tenon.invoices()).routing(routes);
    }
}
