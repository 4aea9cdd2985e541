package dev.tenon.core.billing;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Plan;
import java.time.ZoneId;

/** Subscribes people to the Free plan: in the commit that verifies an account, and whenever what they paid for has ended. */
record FreeSubscription(Kernel kernel, Zones zones) implements AccountParticipant {

    @Override
    public void verified(Change change, Account account) {
        start(change, account.id());
    }

    void start(Change change, UserId person) {
        Plan free = plan();
        ZoneId zone = zones.of(person);
        Subscription subscription = Subscription.begun(
                new SubscriptionId(kernel.ids().next()),
                person,
                null,
                free,
                SubscriptionStatus.ACTIVE,
                zone,
                Periods.first(change.now(), zone, free.interval()),
                change.now());
        kernel.storage().subscriptions().insert(subscription);
        change.audit(AuditEntry.of("subscription.started", "subscriptions", subscription.id())
                .with("plan", free.name())
                .with("user", person.toString()));
    }

    /** The plan. */
    Plan plan() {
        return kernel.storage()
                .plans()
                .findByName(Plan.FREE)
                .orElseThrow(() -> new IllegalStateException("There is no plan named " + Plan.FREE));
    }
}
