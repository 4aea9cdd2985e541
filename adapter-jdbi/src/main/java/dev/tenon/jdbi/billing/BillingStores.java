package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.billing.spi.SubscriptionStore;
import dev.tenon.ports.billing.spi.TrialStore;

/** The stores of this package. */
public final class BillingStores {

    private BillingStores() {}

    public static SubscriptionStore subscriptions(Handles handles) {
        return new JdbiSubscriptionStore(handles);
    }

    public static TrialStore trials(Handles handles) {
        return new JdbiTrialStore(handles);
    }
}
