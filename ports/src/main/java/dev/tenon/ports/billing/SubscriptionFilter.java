package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions to list. With neither a person nor an organization, and not everybody's, one's own.
 *
 * @param userId those of a person's own; {@code null} leaves the condition out
 * @param organizationId those of an organization; {@code null} leaves the condition out
 * @param everyones whether to list those of everybody
 * @param status {@code null} leaves the condition out
 * @param planId {@code null} leaves the condition out
 */
public record SubscriptionFilter(
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        boolean everyones,
        @Nullable SubscriptionStatus status,
        @Nullable PlanId planId) {

    /** One's own. */
    public static SubscriptionFilter mine() {
        return new SubscriptionFilter(null, null, false, null, null);
    }

    /** A person's own. */
    public static SubscriptionFilter of(UserId person) {
        return new SubscriptionFilter(person, null, false, null, null);
    }

    /** Those of an organization. */
    public static SubscriptionFilter of(OrganizationId organization) {
        return new SubscriptionFilter(null, organization, false, null, null);
    }

    /** Everybody's. */
    public static SubscriptionFilter all() {
        return new SubscriptionFilter(null, null, true, null, null);
    }

    /** The same in this status only. */
    public SubscriptionFilter in(@Nullable SubscriptionStatus only) {
        return new SubscriptionFilter(userId, organizationId, everyones, only, planId);
    }

    /** The same of this plan only. */
    public SubscriptionFilter on(@Nullable PlanId only) {
        return new SubscriptionFilter(userId, organizationId, everyones, status, only);
    }
}
