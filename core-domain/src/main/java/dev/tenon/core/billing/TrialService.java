package dev.tenon.core.billing;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.billing.Trials;
import dev.tenon.ports.billing.spi.TrialStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;

record TrialService(TrialStore store, SubscriptionAuthority authority) implements Trials {

    @Override
    public Page<Trial> list(Actor actor, PageRequest page) {
        return store.list(Authorizer.own(actor, Permission.BILLING_READ), page);
    }

    @Override
    public Page<Trial> listOf(Actor actor, OrganizationId organization, PageRequest page) {
        Authorizer.signedIn(actor);
        authority.readable(actor, organization);
        return store.list(organization, page);
    }

    @Override
    public Page<Trial> listAll(Actor actor, PageRequest page) {
        Authorizer.require(actor, Permission.SUBSCRIPTIONS_READ);
        return store.list(null, page);
    }
}
