package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a subscription brings another recurring revenue from now on. Amounts are those of a year, so that neither monthly nor yearly
 * prices are rounded; both are of one currency. Whoever goes over to another currency leaves in one and comes in the other: two
 * changes.
 *
 * @param number counted from 1 for each subscription, without gaps
 * @param at when it was written
 * @param planBefore {@code null} if it brought nothing
 * @param planAfter {@code null} if it brings nothing
 * @param yearlyBefore what it brought
 * @param yearlyAfter what it brings
 */
public record SubscriptionChange(
        SubscriptionId subscriptionId,
        int number,
        Instant at,
        SubscriptionChangeKind kind,
        @Nullable PlanId planBefore,
        @Nullable PlanId planAfter,
        Money yearlyBefore,
        Money yearlyAfter) {

    public SubscriptionChange {
        if (number < 1) {
            throw new IllegalArgumentException("Changes are counted from 1");
        }
        if (yearlyAfter.minus(yearlyBefore).minor() == 0) {
            throw new IllegalArgumentException("What brings the same as before is no change");
        }
    }
}
