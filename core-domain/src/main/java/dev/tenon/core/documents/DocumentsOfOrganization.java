package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;

/** What an organization has of documents: a quota of its own as long as it lasts, and what its members share because they belong to it. */
record DocumentsOfOrganization(Kernel kernel) implements OrganizationParticipant {

    @Override
    public void founded(Change change, Organization organization) {
        open(change, organization);
    }

    @Override
    public void storageLimited(Change change, Organization organization) {
        new EffectiveQuota(kernel).entitled(change, organization.id());
    }

    private void open(Change change, Organization organization) {
        kernel.storage()
                .quotas()
                .open(kernel.ids().next(), organization.id(), organization.storageLimit(), null, change.now());
    }

    @Override
    public void deleted(Change change, OrganizationId organization) {
        new Ending(kernel).endInto(change, organization, null);
        // What is in use stands in the way of deleting; what is in the trash does not.
        kernel.storage().documents().purgeTrash(organization, change.now());
        kernel.storage().quotas().close(organization);
    }

    @Override
    public void memberLeft(Change change, OrganizationId organization, UserId member) {
        kernel.storage().shares().deleteGrantedAsMember(organization, member);
        kernel.storage().shareLinks().deleteMadeAsMember(organization, member);
        Ending ending = new Ending(kernel);
        ending.endInto(change, organization, member);
        // What the member sent where the organization was let write, and others where the member had let them.
        ending.endBarred(change);
    }
}
