package dev.tenon.core.billing;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionChange;
import dev.tenon.ports.billing.SubscriptionChangeKind;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.spi.SubscriptionChangeStore;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Notes what becomes of recurring revenue, in the commit that changes a subscription. It compares with what was noted last and not with
 * the subscription as it was, so that what a server of an earlier version changed meanwhile is made up for by the next change.
 */
record Movements(SubscriptionChangeStore store) {

    /** Where a subscription stood when it was last looked at. */
    private record Standing(int number, @Nullable PlanId plan, Money yearly) {

        static Standing after(SubscriptionChange change) {
            return new Standing(change.number(), change.planAfter(), change.yearlyAfter());
        }

        static Standing nothing(Currency currency) {
            return new Standing(0, null, Money.zero(currency));
        }
    }

    /** Notes a subscription as it is from now on, its row locked, if it brings anything else than before. */
    void note(Subscription subscription, Instant now) {
        if (subscription.status() == SubscriptionStatus.INCOMPLETE
                || subscription.status() == SubscriptionStatus.TRIALING) {
            // Whatever comes before these brings nothing either.
            return;
        }
        Money yearly = subscription.yearly();
        Standing before =
                store.last(subscription.id()).map(Standing::after).orElseGet(() -> Standing.nothing(yearly.currency()));
        if (before.yearly().currency().equals(yearly.currency())) {
            move(subscription, before, yearly, now);
            return;
        }
        Standing left = move(subscription, before, Money.zero(before.yearly().currency()), now);
        move(subscription, new Standing(left.number(), left.plan(), Money.zero(yearly.currency())), yearly, now);
    }

    private Standing move(Subscription subscription, Standing before, Money yearly, Instant now) {
        if (before.yearly().equals(yearly)) {
            return before;
        }
        SubscriptionChange change = new SubscriptionChange(
                subscription.id(),
                before.number() + 1,
                now,
                kind(subscription.subject(), before.yearly(), yearly),
                before.plan(),
                yearly.minor() == 0 ? null : subscription.planId(),
                before.yearly(),
                yearly);
        store.append(change);
        return Standing.after(change);
    }

    private SubscriptionChangeKind kind(SubjectId subject, Money before, Money after) {
        if (after.minor() == 0) {
            return SubscriptionChangeKind.CHURNED;
        }
        if (before.minor() == 0) {
            return store.hasPaid(subject, after.currency())
                    ? SubscriptionChangeKind.REACTIVATED
                    : SubscriptionChangeKind.NEW;
        }
        return after.minor() > before.minor() ? SubscriptionChangeKind.EXPANSION : SubscriptionChangeKind.CONTRACTION;
    }
}
