package dev.tenon.core.billing;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.spi.SubscriptionStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;

/** Ends the free subscription of an organization that is deleted; one that is paid for stands in the way of deleting it. */
record SubscriptionsOfTheDeleted(SubscriptionStore store, SubscriptionRows rows) implements OrganizationParticipant {

    @Override
    public void deleted(Change change, OrganizationId organization) {
        Subscription live = store.lockLive(organization).orElse(null);
        if (live != null) {
            rows.update(
                    change,
                    live.canceled(change.now()),
                    rows.entry("subscription.canceled", live).with("reason", "organization-deleted"));
        }
    }
}
