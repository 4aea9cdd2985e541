package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.organizations.spi.InvitationMailStore;
import dev.tenon.ports.organizations.spi.InvitationStore;
import dev.tenon.ports.organizations.spi.MemberStore;
import dev.tenon.ports.organizations.spi.OrganizationStore;

/** The stores of this package. */
public final class OrganizationStores {

    private OrganizationStores() {}

    public static OrganizationStore organizations(Handles handles) {
        return new JdbiOrganizationStore(handles);
    }

    public static MemberStore members(Handles handles) {
        return new JdbiMemberStore(handles);
    }

    public static InvitationStore invitations(Handles handles) {
        return new JdbiInvitationStore(handles);
    }

    public static InvitationMailStore invitationMails(Handles handles) {
        return new JdbiInvitationMailStore(handles);
    }
}
