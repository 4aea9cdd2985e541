package dev.tenon.core.billing;

import dev.tenon.core.billing.Billables.Outcome;
import dev.tenon.core.kernel.Invoicing;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Payability;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.billing.PauseReason;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the clock does to subscriptions: renews them, changes plans that waited, ends what was to end, ends trials and tells of it
 * before. Each step of each subscription is a commit of its own, made by the one server that claims it; after a time of standing
 * still, steps are made up for one by one, those first that have been due the longest.
 */
record DueSubscriptions(
        Kernel kernel,
        SubscriptionRows rows,
        Billables billables,
        Invoicing invoicing,
        Payability payability,
        SubscriptionNews news) {

    private static final Actor CLOCK = Actor.system("billing");
    private static final int BATCH = 200;

    /** Makes a step of each of those that have been due the longest. One that fails keeps none of the others waiting. */
    int advance() {
        Instant now = kernel.now();
        List<SubscriptionId> due = kernel.storage().subscriptions().due(now, BATCH);
        int done = 0;
        RuntimeException failure = null;
        for (SubscriptionId id : due) {
            try {
                done += advance(id, now) ? 1 : 0;
            } catch (RuntimeException failed) {
                failure = firstOf(failure, failed);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return done;
    }

    private static RuntimeException firstOf(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private boolean advance(SubscriptionId id, Instant now) {
        return kernel.changes()
                .commit(
                        CLOCK,
                        now,
                        change -> kernel.storage()
                                .subscriptions()
                                .claimDue(id, now)
                                .map(subscription -> {
                                    step(change, subscription);
                                    return true;
                                })
                                .orElse(false));
    }

    private void step(Change change, Subscription subscription) {
        Instant end = subscription.runsUntil();
        // In order: what became due before the end is made up for first.
        if (end != null && !end.isAfter(Objects.requireNonNull(subscription.dueAt()))) {
            expire(change, subscription);
            return;
        }
        switch (subscription.status()) {
            case INCOMPLETE -> giveUp(change, subscription);
            case TRIALING -> inTrial(change, subscription);
            case ACTIVE, PAST_DUE -> atPeriodEnd(change, subscription);
            case PAUSED, CANCELED, EXPIRED ->
                throw new IllegalStateException("Nothing becomes of " + subscription.id() + " by itself");
        }
    }

    private void expire(Change change, Subscription subscription) {
        kernel.storage().trials().end(subscription.subject());
        rows.end(
                change,
                subscription.expired(change.now()),
                rows.entry("subscription.expired", subscription).with("reason", "end-date"));
        if (subscription.status() == SubscriptionStatus.INCOMPLETE) {
            invoicing.withdrawOpen(change, subscription.id());
        }
        news.ended(change, subscription);
    }

    private void giveUp(Change change, Subscription subscription) {
        rows.end(
                change,
                subscription.expired(change.now()),
                rows.entry("subscription.expired", subscription).with("reason", "first-payment"));
        invoicing.withdrawOpen(change, subscription.id());
        news.expiredUnpaid(change, subscription);
    }

    private void inTrial(Change change, Subscription subscription) {
        Instant end = subscription.currentPeriodEnd();
        if (end.isAfter(change.now())) {
            rows.update(
                    change,
                    subscription.reminded(change.now()),
                    rows.entry("trial.reminded", subscription).with("until", end.toString()));
            news.trialEnding(change, subscription, end);
            return;
        }
        kernel.storage().trials().end(subscription.subject());
        if (subscription.cancelAtPeriodEnd()) {
            cancel(change, subscription, "period-end");
            return;
        }
        Subscription next = onPendingPlan(change, subscription);
        Plan plan = rows.plan(next.planId());
        if (next.isFree() || payability.isPayable(next.subject())) {
            enter(change, subscription, billables.begin(next.in(SubscriptionStatus.ACTIVE), plan.name(), end));
            return;
        }
        if (plan.trialEndAction() == EndAction.PAUSE) {
            Subscription resting = rows.update(
                    change,
                    next.paused(PauseReason.TRIAL_ENDED, change.now()),
                    rows.entry("subscription.paused", next).with("reason", "trial-ended"));
            rows.applies(change, resting);
            news.trialPaused(change, resting);
            return;
        }
        rows.end(
                change,
                next.canceled(change.now()),
                rows.entry("subscription.canceled", next).with("reason", "trial-ended"));
        news.trialCanceled(change, next);
    }

    private void atPeriodEnd(Change change, Subscription subscription) {
        if (subscription.cancelAtPeriodEnd()) {
            cancel(change, subscription, "period-end");
            return;
        }
        Subscription next = onPendingPlan(change, subscription);
        String plan = rows.plan(next.planId()).name();
        boolean isCountedAnew = next.interval() != subscription.interval();
        Subscription kept = next.isFree() ? next.in(SubscriptionStatus.ACTIVE) : next;
        enter(
                change,
                subscription,
                isCountedAnew
                        ? billables.begin(kept, plan, subscription.currentPeriodEnd())
                        : billables.renew(kept, plan));
    }

    private void enter(Change change, Subscription before, Outcome outcome) {
        Subscription after = outcome.after();
        rows.update(
                change,
                after,
                rows.entry("subscription.renewed", after)
                        .with("from", after.currentPeriodStart().toString())
                        .with("until", after.currentPeriodEnd().toString()));
        if (!outcome.lines().isEmpty()) {
            invoicing.charge(change, Starting.charge(outcome, InvoiceKind.SUBSCRIPTION_CYCLE));
        }
        if (!before.planId().equals(after.planId())) {
            rows.applies(change, after);
        }
    }

    private Subscription onPendingPlan(Change change, Subscription subscription) {
        PlanId pending = subscription.pendingPlanId();
        if (pending == null) {
            return subscription;
        }
        Plan old = rows.plan(subscription.planId());
        Plan plan = rows.plan(pending);
        AuditEntry entry =
                rows.entry("subscription.plan-changed", subscription).changed("plan", old.name(), plan.name());
        change.audit(entry);
        return subscription.on(plan);
    }

    private void cancel(Change change, Subscription subscription, String reason) {
        rows.end(
                change,
                subscription.canceled(change.now()),
                rows.entry("subscription.canceled", subscription).with("reason", reason));
        news.ended(change, subscription);
    }
}
