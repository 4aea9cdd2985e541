package dev.tenon.jdbi.audit;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.audit.spi.AuditStore;

/** The stores of this package. */
public final class AuditStores {

    private AuditStores() {}

    public static AuditStore audit(Handles handles) {
        return new JdbiAuditStore(handles);
    }
}
