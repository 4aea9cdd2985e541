package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.BillingInterval;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person's subscription to a plan. Price, currency and interval are those at the start, whatever the plan costs later.
 *
 * @param startDate in UTC
 * @param endDate the first day it no longer runs; {@code null} while it is open-ended
 * @param billingAnchor the instant from which all periods are counted
 * @param currentPeriodEnd exclusive
 */
public record Subscription(
        SubscriptionId id,
        UserId userId,
        PlanId planId,
        SubscriptionStatus status,
        Money price,
        BillingInterval interval,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        Instant billingAnchor,
        Instant currentPeriodStart,
        Instant currentPeriodEnd,
        boolean cancelAtPeriodEnd,
        Instant createdAt,
        Instant updatedAt) {

    /** The subscription's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
