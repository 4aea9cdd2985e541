package dev.tenon.core.access;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.access.Permissions;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;

/** Access: the way into this package. */
public record AccessCapability(Roles roles, Permissions permissions) {

    /** Builds the capability and brings the stored permission catalogue up to the one in the code. */
    public static AccessCapability of(Kernel kernel) {
        new PermissionCatalogue(kernel).synchronize();
        RoleAuthority authority = new RoleAuthority(kernel.storage());
        return new AccessCapability(
                new RoleService(kernel, authority, new RoleHolders(kernel, authority)), new PermissionService(kernel));
    }

    /** What becomes of an organization's roles when it ends. */
    public static OrganizationParticipant organizationParticipant(Kernel kernel) {
        return new OrganizationParticipant() {
            @Override
            public void deleted(Change change, OrganizationId organization) {
                kernel.storage().roles().deleteAll(organization);
            }
        };
    }

    /** What roles hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel, PersonalTable.erased("user_roles"), PersonalTable.erased("role_permissions"));
    }
}
