package dev.tenon.core.organizations;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.spi.InvitationStore;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import java.util.List;

/**
 * Takes back what those offered who are shut out: whoever is banned, or removed from an organization by others, has no way back
 * by an old mail. Who leaves or is erased takes nothing along.
 */
record EndedInvitations(InvitationStore invitations) implements AccountParticipant, OrganizationParticipant {

    /** The account that is being erased is still said to be active. */
    @Override
    public void deactivated(Change change, Account account) {
        if (!account.isActive()) {
            revoked(change, invitations.revokeBy(account.id(), null));
        }
    }

    @Override
    public void memberLeft(Change change, OrganizationId organization, UserId member) {
        if (!change.actor().is(member)) {
            revoked(change, invitations.revokeBy(member, organization));
        }
    }

    @Override
    public void deleted(Change change, OrganizationId organization) {
        revoked(change, invitations.deleteAll(organization));
    }

    private static void revoked(Change change, List<Invitation> taken) {
        taken.forEach(invitation -> InvitationService.audit(change, "invitation.revoked", invitation));
    }
}
