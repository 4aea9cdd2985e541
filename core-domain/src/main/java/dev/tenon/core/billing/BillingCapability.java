package dev.tenon.core.billing;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.billing.Subscriptions;

/** Billing: the way into this package. */
public record BillingCapability(Subscriptions subscriptions, AccountParticipant participant) {

    /** Builds the capability. */
    public static BillingCapability of(Kernel kernel) {
        return new BillingCapability(
                new SubscriptionService(kernel.storage().subscriptions()), new FreeSubscription(kernel));
    }
}
