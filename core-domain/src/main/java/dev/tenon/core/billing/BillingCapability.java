package dev.tenon.core.billing;

import dev.tenon.core.kernel.Invoicing;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.billing.Subscriptions;
import java.util.Set;

/** Billing: the way into this package. */
public record BillingCapability(Subscriptions subscriptions, AccountParticipant participant) {

    /** Builds the capability. */
    public static BillingCapability of(Kernel kernel, BillingPolicy policy, Invoicing invoicing) {
        return new BillingCapability(
                new SubscriptionService(kernel.storage().subscriptions()), new FreeSubscription(kernel, policy.zone()));
    }

    /** What subscriptions hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(
                kernel,
                Set.of(Reason.LIVE_SUBSCRIPTION),
                PersonalTable.pseudonymous("subscriptions"),
                PersonalTable.pseudonymous("trial_periods"));
    }
}
