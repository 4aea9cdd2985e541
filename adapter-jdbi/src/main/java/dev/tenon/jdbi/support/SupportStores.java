package dev.tenon.jdbi.support;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.support.spi.TicketStore;

/** The stores of this package. */
public final class SupportStores {

    private SupportStores() {}

    public static TicketStore tickets(Handles handles) {
        return new JdbiTicketStore(handles);
    }
}
