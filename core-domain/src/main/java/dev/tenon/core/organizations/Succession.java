package dev.tenon.core.organizations;

import dev.tenon.ports.Storage;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.Organization;

/** Who owns an organization after an owner goes: somebody whose account is active. Who is banned stays what they are. */
record Succession(Storage storage) {

    /**
     * Lets an owner of a locked organization be an owner no more: somebody else has to be one, and becomes the main one if this
     * was.
     *
     * @throws dev.tenon.ports.kernel.Refusal {@link MemberRefusal#LAST_OWNER}
     */
    void ownerGoes(Change change, Organization organization, UserId owner) {
        UserId heir = storage.members()
                .longestStandingOwner(organization.id(), owner)
                .orElseThrow(MemberRefusal.LAST_OWNER::refusal);
        if (organization.ownerId().equals(owner)) {
            replace(change, organization, heir);
        }
    }

    /** Makes an owner of a locked organization the main one. */
    void replace(Change change, Organization organization, UserId owner) {
        OrganizationId id = organization.id();
        storage.organizations().replaceOwner(id, owner, change.now());
        change.audit(AuditEntry.of("organization.owner-changed", "organizations", id)
                .changed("ownerUserId", organization.ownerId().toString(), owner.toString())
                .in(id));
    }
}
