package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.billing.spi.BillingReportStore;
import dev.tenon.ports.billing.spi.SubscriptionChangeStore;
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

    public static SubscriptionChangeStore changes(Handles handles) {
        return new JdbiSubscriptionChangeStore(handles);
    }

    public static BillingReportStore reports(Handles handles) {
        return new JdbiBillingReportStore(handles);
    }
}
