package dev.tenon.jdbi.invoices;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.invoices.spi.InvoiceStore;

/** The stores of this package. */
public final class InvoiceStores {

    private InvoiceStores() {}

    public static InvoiceStore invoices(Handles handles) {
        return new JdbiInvoiceStore(handles);
    }
}
