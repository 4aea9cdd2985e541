package dev.tenon.jdbi.access;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.access.spi.RoleStore;

/** The stores of this package. */
public final class AccessStores {

    private AccessStores() {}

    public static RoleStore roles(Handles handles) {
        return new JdbiRoleStore(handles);
    }
}
