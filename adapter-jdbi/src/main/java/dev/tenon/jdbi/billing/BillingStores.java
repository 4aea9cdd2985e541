package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.billing.spi.SubscriptionStore;

/** The stores of this package. */
public final class BillingStores {

    private BillingStores() {}

    public static SubscriptionStore subscriptions(Handles handles) {
        return new JdbiSubscriptionStore(handles);
    }
}
