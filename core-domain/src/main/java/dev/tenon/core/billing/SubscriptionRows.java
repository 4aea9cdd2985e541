package dev.tenon.core.billing;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.spi.SubscriptionParticipant;
import dev.tenon.ports.billing.spi.SubscriptionStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Plan;
import java.util.List;
import java.util.Locale;

/**
 * Writes subscriptions, and what always comes with it: when the clock changes them next, the row of the audit trail, and what others
 * make of the plan that counts from now on, and what recurring revenue becomes.
 */
record SubscriptionRows(
        Kernel kernel,
        Due due,
        FreeSubscription free,
        Movements movements,
        List<SubscriptionParticipant> participants) {

    private static final String TABLE = "subscriptions";

    /** Adds it. */
    void insert(Change change, Subscription subscription) {
        store().insert(subscription.dueAt(due.next(subscription)));
        movements.note(subscription, change.now());
        change.audit(entry("subscription.started", subscription)
                .with("status", word(subscription.status()))
                .with("user", subscription.userId().toString()));
    }

    /** Writes it. */
    Subscription update(Change change, Subscription subscription, String action) {
        return update(change, subscription, entry(action, subscription));
    }

    /** The same with more to tell. */
    Subscription update(Change change, Subscription subscription, AuditEntry entry) {
        Subscription written = store().update(subscription.dueAt(due.next(subscription)), change.now())
                .orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
        movements.note(written, change.now());
        change.audit(entry);
        return written;
    }

    /** Writes one that has ended for good: a person has the Free plan from now on, an organization none. */
    Subscription end(Change change, Subscription ended, AuditEntry entry) {
        Subscription written = update(change, ended, entry);
        if (ended.subject() instanceof UserId person) {
            free.start(change, person);
        }
        applies(change, written);
        return written;
    }

    /** Tells the others which plan counts from now on. */
    void applies(Change change, Subscription subscription) {
        if (subscription.status().isRunning()) {
            Plan plan = plan(subscription.planId());
            participants.forEach(participant -> participant.planApplies(change, subscription.subject(), plan));
            return;
        }
        switch (subscription.subject()) {
            // Whoever pays for nothing has what costs nothing.
            case UserId person -> {
                Plan plan = free.plan();
                participants.forEach(participant -> participant.planApplies(change, person, plan));
            }
            case OrganizationId organization ->
                participants.forEach(participant -> participant.planApplies(change, organization, null));
        }
    }

    /** The subscription, its row locked, as somebody expects it. */
    Subscription locked(SubscriptionId id) {
        return store().lock(id).orElseThrow(SubscriptionRefusal.NOT_FOUND::refusal);
    }

    /** As it is by now: whoever was told of a payment may have written it. */
    Subscription present(SubscriptionId id) {
        return store().find(id).orElseThrow(SubscriptionRefusal.NOT_FOUND::refusal);
    }

    /** A plan that a subscription names, which nobody can delete. */
    Plan plan(PlanId id) {
        return kernel.storage()
                .plans()
                .find(id)
                .orElseThrow(() -> new IllegalStateException("A subscription names the plan " + id));
    }

    AuditEntry entry(String action, Subscription subscription) {
        return AuditEntry.of(action, TABLE, subscription.id())
                .with("plan", plan(subscription.planId()).name())
                .in(subscription.organizationId());
    }

    static String word(SubscriptionStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private SubscriptionStore store() {
        return kernel.storage().subscriptions();
    }
}
