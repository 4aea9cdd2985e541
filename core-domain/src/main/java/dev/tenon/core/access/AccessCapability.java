package dev.tenon.core.access;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;

/** Access: the way into this package. */
public record AccessCapability(Roles roles) {

    /** Builds the capability and brings the stored permission catalogue up to the one in the code. */
    public static AccessCapability of(Kernel kernel) {
        new PermissionCatalogue(kernel).synchronize();
        return new AccessCapability(new RoleService(kernel));
    }

    /** What roles hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel, PersonalTable.erased("user_roles"), PersonalTable.erased("role_permissions"));
    }
}
