package dev.tenon.core.billing;

import dev.tenon.core.billing.Billables.Outcome;
import dev.tenon.core.kernel.Invoicing;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.PlanChange;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanRefusal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Changes plans, and says before what a change would do. */
record PlanChanges(Kernel kernel, SubscriptionRows rows, Billables billables, Excesses excesses, Invoicing invoicing) {

    /** How long a preview is good for. */
    private static final Duration PREVIEWED = Duration.ofMinutes(15);

    /** Changes the plan of a subscription that is locked. */
    PlanChange change(Change change, Subscription subscription, PlanId wanted, ChangeTime time, @Nullable Instant at) {
        Plan plan = checked(subscription, wanted, time);
        return time == ChangeTime.NOW
                ? now(change, subscription, plan, previewed(subscription, at, change.now()))
                : later(change, subscription, plan);
    }

    private PlanChange now(Change change, Subscription subscription, Plan plan, Instant at) {
        Plan old = rows.plan(subscription.planId());
        Outcome outcome = billables.change(subscription, old.name(), plan, at);
        requireSettled(subscription, outcome);
        rows.update(
                change,
                outcome.after(),
                rows.entry("subscription.plan-changed", subscription).changed("plan", old.name(), plan.name()));
        Invoice invoice = outcome.lines().isEmpty()
                ? null
                : invoicing.charge(change, Starting.charge(outcome, InvoiceKind.SUBSCRIPTION_UPDATE));
        Subscription after = rows.present(subscription.id());
        rows.applies(change, after);
        return new PlanChange(after, at, invoice, excesses.of(after.subject(), plan));
    }

    private PlanChange later(Change change, Subscription subscription, Plan plan) {
        boolean takesBack = plan.id().equals(subscription.planId());
        Subscription after = rows.update(
                change,
                subscription.changingAtPeriodEnd(takesBack ? null : plan.id()),
                rows.entry(
                                takesBack ? "subscription.plan-change-withdrawn" : "subscription.plan-change-scheduled",
                                subscription)
                        .with("next", plan.name()));
        return new PlanChange(after, after.currentPeriodEnd(), null, excesses.of(after.subject(), plan));
    }

    /** What {@link #change} would do. */
    PlanChange preview(Subscription subscription, PlanId wanted, ChangeTime time, @Nullable Instant at, Instant now) {
        Plan plan = checked(subscription, wanted, time);
        if (time == ChangeTime.PERIOD_END) {
            boolean takesBack = plan.id().equals(subscription.planId());
            return new PlanChange(
                    subscription.changingAtPeriodEnd(takesBack ? null : plan.id()),
                    subscription.currentPeriodEnd(),
                    null,
                    excesses.of(subscription.subject(), plan));
        }
        Instant instant = within(subscription, at == null ? now : at);
        Outcome outcome =
                billables.change(subscription, rows.plan(subscription.planId()).name(), plan, instant);
        requireSettled(subscription, outcome);
        Invoice invoice = outcome.lines().isEmpty()
                ? null
                : invoicing.preview(Starting.charge(outcome, InvoiceKind.SUBSCRIPTION_UPDATE), now);
        return new PlanChange(outcome.after(), instant, invoice, excesses.of(subscription.subject(), plan));
    }

    private Plan checked(Subscription subscription, PlanId wanted, ChangeTime time) {
        Plan plan = kernel.storage().plans().find(wanted).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
        requireRunning(subscription);
        boolean isSame = plan.id().equals(subscription.planId());
        if (isSame && time == ChangeTime.NOW) {
            throw SubscriptionRefusal.SAME_PLAN.refusal();
        }
        if (!isSame && !plan.active()) {
            throw SubscriptionRefusal.PLAN_ARCHIVED.refusal();
        }
        if (time == ChangeTime.NOW) {
            if (subscription.status() == SubscriptionStatus.PAST_DUE) {
                throw SubscriptionRefusal.UNPAID.refusal();
            }
            if (subscription.status() == SubscriptionStatus.ACTIVE
                    && !plan.price().currency().equals(subscription.price().currency())) {
                throw SubscriptionRefusal.CURRENCY_DIFFERS.refusal();
            }
        }
        return plan;
    }

    /** Passes what runs and is paid for. */
    static void requireRunning(Subscription subscription) {
        if (!subscription.status().isLive()) {
            throw SubscriptionRefusal.ENDED.refusal();
        }
        if (subscription.isFree()) {
            throw SubscriptionRefusal.IS_FREE.refusal();
        }
        if (!subscription.status().isRunning()) {
            throw SubscriptionRefusal.NOT_RUNNING.refusal();
        }
    }

    /** Nothing becomes a credit that may never be paid for. */
    private void requireSettled(Subscription subscription, Outcome outcome) {
        if (outcome.sum().minor() < 0
                && !kernel.storage().invoices().open(subscription.id()).isEmpty()) {
            throw SubscriptionRefusal.UNPAID.because(
                    "What would be credited is not paid yet. Pay what is open, or change at the end of the period.");
        }
    }

    private static Instant previewed(Subscription subscription, @Nullable Instant at, Instant now) {
        if (at == null) {
            return within(subscription, now);
        }
        new Violations()
                .require(
                        !at.isAfter(now) && !at.isBefore(now.minus(PREVIEWED)),
                        "/at",
                        "out-of-range",
                        "Give an instant of the last quarter of an hour, or none.")
                .refuseIfAny();
        return within(subscription, at);
    }

    private static Instant within(Subscription subscription, Instant at) {
        new Violations()
                .require(
                        subscription.period().contains(at),
                        "/at",
                        "out-of-range",
                        "Give an instant of the present period: from " + subscription.currentPeriodStart()
                                + " to before " + subscription.currentPeriodEnd() + ".")
                .refuseIfAny();
        return at;
    }
}
