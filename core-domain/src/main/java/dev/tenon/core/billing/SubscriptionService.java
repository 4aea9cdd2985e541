package dev.tenon.core.billing;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.billing.spi.SubscriptionStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;

record SubscriptionService(SubscriptionStore store) implements Subscriptions {

    @Override
    public Page<Subscription> list(Actor actor, PageRequest page) {
        return store.list(Authorizer.own(actor, Permission.PROFILE_READ), page);
    }

    @Override
    public Subscription get(Actor actor, SubscriptionId id) {
        boolean sees = Authorizer.may(actor, Permission.SUBSCRIPTIONS_READ);
        UserId person = sees ? null : Authorizer.own(actor, Permission.PROFILE_READ);
        return store.find(id)
                .filter(subscription -> sees || subscription.userId().equals(person))
                .orElseThrow(SubscriptionRefusal.NOT_FOUND::refusal);
    }
}
