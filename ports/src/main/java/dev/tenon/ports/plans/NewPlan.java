package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan to offer.
 *
 * @param price per interval; zero for a free plan
 * @param maxDocuments {@code null} for no limit
 * @param maxStorage in bytes, whole hundredths of a GB; {@code null} for no limit
 * @param maxSeats members of an organization; {@code null} for no limit
 * @param trialDays how many days it can be tried for nothing
 * @param trialEndAction what becomes of a subscription whose trial ends with nobody to pay
 * @param unpaidAction what becomes of a subscription when every try to collect is spent
 */
public record NewPlan(
        String name,
        Money price,
        BillingInterval interval,
        @Nullable String description,
        @Nullable Long maxDocuments,
        @Nullable Long maxStorage,
        @Nullable Long maxSeats,
        int trialDays,
        EndAction trialEndAction,
        EndAction unpaidAction) {

    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_DESCRIPTION = 2_000;
    public static final int LONGEST_TRIAL = 730;

    /** A plan whose subscriptions end where nobody pays for them. */
    public NewPlan(
            String name,
            Money price,
            BillingInterval interval,
            @Nullable String description,
            @Nullable Long maxDocuments,
            @Nullable Long maxStorage,
            @Nullable Long maxSeats,
            int trialDays) {
        this(
                name,
                price,
                interval,
                description,
                maxDocuments,
                maxStorage,
                maxSeats,
                trialDays,
                EndAction.CANCEL,
                EndAction.CANCEL);
    }

    /** The same plan under another name. */
    public NewPlan named(String other) {
        return new NewPlan(
                other,
                price,
                interval,
                description,
                maxDocuments,
                maxStorage,
                maxSeats,
                trialDays,
                trialEndAction,
                unpaidAction);
    }

    /** A plan that limits nothing and cannot be tried. */
    public static NewPlan of(String name, Money price, BillingInterval interval) {
        return new NewPlan(name, price, interval, null, null, null, null, 0);
    }

    /** The plan, on offer and granting nothing yet. */
    public Plan offered(PlanId id, Instant now) {
        return new Plan(
                id,
                name,
                price,
                interval,
                description,
                maxDocuments,
                maxStorage == null ? null : Plan.gigabytes(maxStorage).orElseThrow(),
                trialDays,
                maxSeats == null ? null : Math.toIntExact(maxSeats),
                trialEndAction,
                unpaidAction,
                true,
                now,
                now,
                null,
                1,
                List.of());
    }
}
