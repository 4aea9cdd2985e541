package dev.tenon.jdbi.audit;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.UsageStore;

/** The stores of this package. */
public final class AuditStores {

    private AuditStores() {}

    public static UsageStore usage(Handles handles) {
        return new JdbiUsageStore(handles);
    }

    public static AuditStore audit(Handles handles) {
        return new JdbiAuditStore(handles);
    }
}
