package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.documents.Quotas;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;

record QuotaService(QuotaStore store, Memberships memberships) implements Quotas {

    @Override
    public Quota of(Actor actor) {
        return store.find(Authorizer.own(actor, Permission.PROFILE_READ)).orElseThrow(QuotaRefusal.NOT_FOUND::refusal);
    }

    @Override
    public Quota of(Actor actor, OrganizationId organization) {
        memberships.asReader(actor, organization);
        return store.find(organization).orElseThrow(QuotaRefusal.NOT_FOUND::refusal);
    }
}
