package dev.tenon.rest.billing;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A subscription as clients see it. */
record SubscriptionResponse(
        SubscriptionId id,
        UserId userId,
        PlanId planId,
        String status,
        Money price,
        String billingInterval,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        Instant billingAnchor,
        Instant currentPeriodStart,
        Instant currentPeriodEnd,
        boolean cancelAtPeriodEnd,
        Instant createdAt,
        Instant updatedAt) {

    static SubscriptionResponse from(Subscription subscription) {
        return new SubscriptionResponse(
                subscription.id(),
                subscription.userId(),
                subscription.planId(),
                Words.of(subscription.status()),
                subscription.price(),
                Words.of(subscription.interval()),
                subscription.startDate(),
                subscription.endDate(),
                subscription.billingAnchor(),
                subscription.currentPeriodStart(),
                subscription.currentPeriodEnd(),
                subscription.cancelAtPeriodEnd(),
                subscription.createdAt(),
                subscription.updatedAt());
    }
}
