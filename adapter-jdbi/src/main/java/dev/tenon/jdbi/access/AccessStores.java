package dev.tenon.jdbi.access;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.access.spi.PermissionStore;
import dev.tenon.ports.access.spi.RoleStore;

/** The stores of this package. */
public final class AccessStores {

    /**
     * What somebody may now by the roles of the installation, as an array, for a statement in which {@code user_roles} stands as
     * {@code ur} and {@code roles} as {@code r}: what is tied to a plan's feature is asked for by those alone whose roles grant
     * such a thing.
     */
    public static final String PERMITTED = """
            SELECT unnest(CASE WHEN r.plan_permission_names = '{}' THEN r.permission_names
                               ELSE r.permission_names
                                    || tenon_plan_permissions(ur.user_id, r.plan_permission_names) END)
            FROM user_roles ur
            JOIN roles r ON r.role_id = ur.role_id AND r.organization_id IS NULL
            """;

    private AccessStores() {}

    public static RoleStore roles(Handles handles) {
        return new JdbiRoleStore(handles);
    }

    public static PermissionStore permissions(Handles handles) {
        return new JdbiPermissionStore(handles);
    }
}
