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
 */
public record NewPlan(
        String name,
        Money price,
        BillingInterval interval,
        @Nullable String description,
        @Nullable Long maxDocuments,
        @Nullable Long maxStorage,
        @Nullable Long maxSeats,
        int trialDays) {

    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_DESCRIPTION = 2_000;
    public static final int LONGEST_TRIAL = 730;

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
                EndAction.CANCEL,
                EndAction.CANCEL,
                true,
                now,
                now,
                null,
                1,
                List.of());
    }
}
