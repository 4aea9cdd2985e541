package dev.tenon.core.billing;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Plan;
import java.time.LocalDate;
import java.time.ZoneId;

/** Subscribes every verified account to the Free plan, in the commit that verifies it. */
record FreeSubscription(Kernel kernel, ZoneId zone) implements AccountParticipant {

    @Override
    public void verified(Change change, Account account) {
        Plan free = kernel.storage()
                .plans()
                .findByName(Plan.FREE)
                .orElseThrow(() -> new IllegalStateException("There is no plan named " + Plan.FREE));
        Subscription subscription = new Subscription(
                new SubscriptionId(kernel.ids().next()),
                account.id(),
                free.id(),
                SubscriptionStatus.ACTIVE,
                free.price(),
                free.interval(),
                LocalDate.ofInstant(change.now(), zone),
                null,
                change.now(),
                change.now(),
                Periods.start(change.now(), zone, free.interval(), 1),
                false,
                change.now(),
                change.now());
        kernel.storage().subscriptions().insert(subscription);
        change.audit(AuditEntry.of("subscription.started", "subscriptions", subscription.id())
                .with("plan", free.name())
                .with("user", account.id().toString()));
    }
}
