package dev.tenon.core.access;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Roles;

/** Access: the way into this package. */
public record AccessCapability(Roles roles) {

    /** Builds the capability and brings the stored permission catalogue up to the one in the code. */
    public static AccessCapability of(Kernel kernel) {
        new PermissionCatalogue(kernel).synchronize();
        return new AccessCapability(new RoleService(kernel));
    }
}
