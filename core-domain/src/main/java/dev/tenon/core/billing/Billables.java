package dev.tenon.core.billing;

import dev.tenon.ports.billing.BillingPolicy.ProrationUnit;
import dev.tenon.ports.billing.Period;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.plans.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription is charged, and how it stands afterwards: pure functions of the subscription, the plan and an instant, so that a
 * preview and the change itself agree.
 */
record Billables(Proration proration) {

    static Billables by(ProrationUnit unit) {
        return new Billables(new Proration(unit));
    }

    /**
     * What is charged, and what becomes of the subscription.
     *
     * @param lines empty if there is nothing to charge
     * @param charged what the lines are for
     */
    record Outcome(Subscription after, List<InvoiceLine> lines, Period charged) {

        Outcome {
            lines = List.copyOf(lines);
        }

        /** What the lines add up to. */
        Money sum() {
            return lines.stream()
                    .map(InvoiceLine::amount)
                    .reduce(Money.zero(after.price().currency()), Money::plus);
        }
    }

    /** The period that begins with this anchor. */
    Outcome begin(Subscription subscription, String planName, Instant anchor) {
        Period first = Periods.first(anchor, subscription.zone(), subscription.interval());
        return enter(subscription.anchoredAt(anchor), planName, first, first.start());
    }

    /**
     * The period after the present one, on the plan that the subscription names by now. If the present one was cut short for an end that
     * was put off, that is its rest.
     */
    Outcome renew(Subscription subscription, String planName) {
        Instant end = subscription.currentPeriodEnd();
        return enter(subscription, planName, present(subscription, end), end);
    }

    /** What is left of the period that an instant lies in. */
    Outcome rejoin(Subscription subscription, String planName, Instant at) {
        return enter(subscription, planName, present(subscription, at), at);
    }

    /** Credits what is left of the period from an instant on, of what was charged for it. */
    Outcome leave(Subscription subscription, String planName, Instant at) {
        Money credit = credit(subscription, at);
        Period rest = new Period(at, subscription.currentPeriodEnd());
        Subscription after = subscription.billed(subscription.periodBilled().minus(credit));
        return credit.minor() == 0
                ? new Outcome(after, List.of(), rest)
                : new Outcome(after, List.of(unused(planName, credit, rest).forPlan(subscription.planId())), rest);
    }

    /**
     * Another plan from an instant on. Two lines, and never a net: what is left of the period, credited at the old price and charged
     * at the new one; with another interval, periods are counted anew from that instant. In a trial there is nothing to set off.
     */
    Outcome change(Subscription subscription, String oldName, Plan plan, Instant at) {
        if (subscription.status() == SubscriptionStatus.TRIALING) {
            return new Outcome(
                    subscription.on(plan).billed(Money.zero(plan.price().currency())),
                    List.of(),
                    subscription.period());
        }
        Outcome left = leave(subscription, oldName, at);
        Subscription moved = left.after().on(plan);
        Outcome entered = plan.interval() == subscription.interval()
                ? enter(moved, plan.name(), present(subscription, at), at)
                : begin(moved, plan.name(), at);
        List<InvoiceLine> lines = new ArrayList<>(left.lines());
        lines.addAll(entered.lines());
        return new Outcome(
                entered.after(), lines, new Period(at, entered.after().currentPeriodEnd()));
    }

    private static Period present(Subscription subscription, Instant at) {
        return Periods.containing(subscription.billingAnchor(), subscription.zone(), subscription.interval(), at);
    }

    /** Enters a period, at its start or later; what lies behind the end of the subscription is not charged. */
    private Outcome enter(Subscription subscription, String planName, Period whole, @Nullable Instant at) {
        Instant from = at == null ? whole.start() : at;
        Instant end = subscription.runsUntil();
        Instant until = end != null && end.isBefore(whole.end()) && end.isAfter(from) ? end : whole.end();
        boolean isWhole = from.equals(whole.start()) && until.equals(whole.end());
        Money amount = isWhole
                ? subscription.price()
                : proration.part(subscription.price(), whole, subscription.zone(), from, until);
        Subscription after = subscription.in(new Period(whole.start(), until), amount);
        Period charged = new Period(from, until);
        if (amount.minor() == 0) {
            return new Outcome(after, List.of(), charged);
        }
        InvoiceLine line = isWhole
                ? InvoiceLine.of(planName, amount, from, until)
                : InvoiceLine.proration("Remaining time on " + planName, amount, from, until);
        return new Outcome(after, List.of(line.forPlan(subscription.planId())), charged);
    }

    private Money credit(Subscription subscription, Instant at) {
        Period whole = present(subscription, subscription.currentPeriodStart());
        Money rest =
                proration.part(subscription.price(), whole, subscription.zone(), at, subscription.currentPeriodEnd());
        // Never more than what was charged, less what was credited before.
        return rest.minor() > subscription.periodBilled().minor() ? subscription.periodBilled() : rest;
    }

    private static InvoiceLine unused(String planName, Money credit, Period rest) {
        return InvoiceLine.proration("Unused time on " + planName, credit.negated(), rest.start(), rest.end());
    }
}
