package dev.tenon.core.billing;

import dev.tenon.core.billing.Billables.Outcome;
import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Invoicing;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.billing.PauseReason;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Plan;

/** Lets subscriptions rest, and go on. */
record Pausing(Kernel kernel, SubscriptionRows rows, Billables billables, Invoicing invoicing) {

    /** Lets one rest that is locked, and credits the rest of the period. */
    Subscription pause(Change change, Subscription subscription) {
        PlanChanges.requireRunning(subscription);
        if (subscription.status() == SubscriptionStatus.TRIALING) {
            throw SubscriptionRefusal.NOT_RUNNING.because("A trial goes on until it ends; nothing is paid for it.");
        }
        // Nothing becomes a credit that may never be paid for.
        if (!kernel.storage().invoices().open(subscription.id()).isEmpty()) {
            throw SubscriptionRefusal.UNPAID.refusal();
        }
        Plan plan = rows.plan(subscription.planId());
        Outcome left = billables.leave(subscription, plan.name(), change.now());
        rows.update(
                change,
                left.after().paused(PauseReason.BY_HAND, change.now()),
                rows.entry("subscription.paused", subscription).with("reason", "by-hand"));
        if (!left.lines().isEmpty()) {
            invoicing.charge(change, Starting.charge(left, InvoiceKind.SUBSCRIPTION_UPDATE));
        }
        Subscription after = rows.present(subscription.id());
        rows.applies(change, after);
        return after;
    }

    /** Lets one go on that is locked. */
    Subscription resume(Change change, Actor actor, Subscription subscription) {
        PauseReason reason = subscription.pauseReason();
        if (subscription.status() != SubscriptionStatus.PAUSED || reason == null) {
            throw subscription.status().isLive()
                    ? SubscriptionRefusal.NOT_PAUSED.refusal()
                    : SubscriptionRefusal.ENDED.refusal();
        }
        if (reason != PauseReason.BY_HAND) {
            return anew(change, subscription);
        }
        if (!Authorizer.may(actor, Permission.SUBSCRIPTIONS_WRITE)) {
            throw RequestRefusal.FORBIDDEN.because("What staff paused, staff resume: ask them to.");
        }
        return goOn(change, subscription);
    }

    /** Back into the periods that it had, of which the rest is charged. */
    private Subscription goOn(Change change, Subscription subscription) {
        Outcome entered =
                billables.rejoin(subscription, rows.plan(subscription.planId()).name(), change.now());
        rows.update(change, entered.after().in(SubscriptionStatus.ACTIVE), "subscription.resumed");
        if (!entered.lines().isEmpty()) {
            invoicing.charge(change, Starting.charge(entered, InvoiceKind.SUBSCRIPTION_UPDATE));
        }
        Subscription after = rows.present(subscription.id());
        rows.applies(change, after);
        return after;
    }

    /** From now on, once somebody pays. */
    private Subscription anew(Change change, Subscription subscription) {
        Outcome first = billables.begin(
                subscription.in(SubscriptionStatus.INCOMPLETE),
                rows.plan(subscription.planId()).name(),
                change.now());
        rows.update(change, first.after(), "subscription.resumed");
        invoicing.charge(change, Starting.charge(first, InvoiceKind.SUBSCRIPTION_CREATE));
        return rows.present(subscription.id());
    }
}
