package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.organizations.spi.MemberStore;

/** The stores of this package. */
public final class OrganizationStores {

    private OrganizationStores() {}

    public static MemberStore members(Handles handles) {
        return new JdbiMemberStore(handles);
    }
}
