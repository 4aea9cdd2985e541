package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.UserId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that somebody wants.
 *
 * @param userId who subscribes; {@code null} for who asks. Only who may write everybody's subscriptions names somebody else
 * @param organizationId whose it is to be; {@code null} for the person's own
 * @param trial whether to try the plan for nothing first
 * @param endDate the first day it no longer runs; {@code null} for open-ended. Only who may write everybody's subscriptions says so
 */
public record NewSubscription(
        PlanId planId,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        boolean trial,
        @Nullable LocalDate endDate) {

    /** One's own, paid for from the start, open-ended. */
    public static NewSubscription to(PlanId plan) {
        return new NewSubscription(plan, null, null, false, null);
    }

    /** The same for an organization. */
    public NewSubscription of(OrganizationId organization) {
        return new NewSubscription(planId, userId, organization, trial, endDate);
    }

    /** The same for somebody else. */
    public NewSubscription by(UserId person) {
        return new NewSubscription(planId, person, organizationId, trial, endDate);
    }

    /** The same, tried for nothing first. */
    public NewSubscription tried() {
        return new NewSubscription(planId, userId, organizationId, true, endDate);
    }

    /** The same, with an end. */
    public NewSubscription until(LocalDate day) {
        return new NewSubscription(planId, userId, organizationId, trial, day);
    }
}
