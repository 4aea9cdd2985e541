package dev.tenon.core.apikeys;

import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;

/** An organization that is deleted takes its keys with it: they are revoked for good. Whoever leaves one leaves its keys there. */
record KeysOfOrganization(ApiKeyStore keys) implements OrganizationParticipant {

    @Override
    public void deleted(Change change, OrganizationId organization) {
        int revoked = keys.revokeAll(organization, "The organization was deleted.", change.now());
        if (revoked > 0) {
            change.audit(AuditEntry.of("api-key.all-revoked", "organizations", organization)
                    .with("revoked", Integer.toString(revoked))
                    .in(organization));
        }
    }
}
