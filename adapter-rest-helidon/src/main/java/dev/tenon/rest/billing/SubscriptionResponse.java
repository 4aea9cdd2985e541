package dev.tenon.rest.billing;

import dev.tenon.ports.billing.PauseReason;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A subscription as clients see it. */
record SubscriptionResponse(
        SubscriptionId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        PlanId planId,
        String status,
        Money price,
        String billingInterval,
        String timezone,
        LocalDate startDate,
        @Nullable LocalDate endDate,
        Instant billingAnchor,
        Instant currentPeriodStart,
        Instant currentPeriodEnd,
        @Nullable Instant trialEnd,
        @Nullable PlanId pendingPlanId,
        boolean cancelAtPeriodEnd,
        @Nullable Instant canceledAt,
        @Nullable Instant pausedAt,
        @Nullable String pauseReason,
        Instant createdAt,
        Instant updatedAt) {

    static SubscriptionResponse from(Subscription subscription) {
        PauseReason reason = subscription.pauseReason();
        return new SubscriptionResponse(
                subscription.id(),
                subscription.userId(),
                subscription.organizationId(),
                subscription.planId(),
                Words.of(subscription.status()),
                subscription.price(),
                Words.of(subscription.interval()),
                subscription.zone().getId(),
                subscription.startDate(),
                subscription.endDate(),
                subscription.billingAnchor(),
                subscription.currentPeriodStart(),
                subscription.currentPeriodEnd(),
                subscription.trialEnd(),
                subscription.pendingPlanId(),
                subscription.cancelAtPeriodEnd(),
                subscription.canceledAt(),
                subscription.pausedAt(),
                reason == null ? null : Words.of(reason),
                subscription.createdAt(),
                subscription.updatedAt());
    }

    /** The answer with a subscription, and its revision as entity tag. */
    static Answer answer(int status, Subscription subscription) {
        return Answer.json(status, from(subscription)).withRevision(subscription.revision());
    }
}
