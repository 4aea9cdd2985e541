package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.organizations.InvitationRefusal;
import dev.tenon.ports.organizations.MemberRole;

/** Who may invite into an organization, and as what. */
record InvitationAuthority(Memberships memberships) {

    /** Passes whoever may see an organization's invitations. */
    void see(Actor actor, OrganizationId organization) {
        if (!memberships.asReader(actor, organization).manages()) {
            throw RequestRefusal.FORBIDDEN.because(
                    "Only owners and administrators of the organization see whom it invites.");
        }
    }

    /** Passes whoever may invite; nobody in another's name, since what an invitation gives lasts. */
    MemberRole run(Actor actor, OrganizationId organization) {
        MemberRole own = memberships.asManager(actor, organization);
        Memberships.notInAnothersName(actor);
        return own;
    }

    /** Passes whoever may invite as this. */
    void give(Actor actor, OrganizationId organization, MemberRole role) {
        if (!gives(run(actor, organization), role)) {
            throw InvitationRefusal.BEYOND_YOURS.refusal();
        }
    }

    /** Whether who belongs as the one may invite as the other: owners as anything, administrators as what is no owner. */
    static boolean gives(MemberRole own, MemberRole role) {
        return own == MemberRole.OWNER || (own.manages() && role != MemberRole.OWNER);
    }
}
