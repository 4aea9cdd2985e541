package dev.tenon.ports.billing.spi;

import dev.tenon.ports.billing.SubscriptionChangeKind;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what a report tells of, a statement for each question. Months are counted from 1, in the order of their beginnings; what is
 * not there is left out.
 */
public interface BillingReportStore {

    /**
     * When the months begin, and when the last one ends.
     *
     * @param starts in order, at least one
     * @param end after the last of them
     */
    record Months(List<Instant> starts, Instant end) {

        public Months {
            starts = List.copyOf(starts);
        }

        /** The beginning of the first one. */
        public Instant start() {
            return starts.get(0);
        }
    }

    /**
     * Changes of recurring revenue.
     *
     * @param month 0 for all the time before the first month
     * @param yearly by how much, all together, of a year; below zero for less
     */
    record Movement(int month, Currency currency, SubscriptionChangeKind kind, long count, Money yearly) {}

    List<Movement> movements(Months months);

    /** Trials, by the currency of their plan, and subscriptions that brought something for the first time after one. */
    record TrialCount(int month, Currency currency, long begun, long converted) {}

    List<TrialCount> trials(Months months);

    /**
     * What was charged for a plan.
     *
     * @param planId {@code null} for what is of no plan
     * @param net without tax, of invoices finalized in the month that are not void
     * @param noted what credit notes of the month took back without tax, each spread over its invoice's plans as its lines are; exact,
     *     or with at least 9 decimals
     */
    record PlanSum(
            int month,
            Currency currency,
            @Nullable PlanId planId,
            @Nullable String plan,
            Money net,
            BigDecimal noted) {}

    List<PlanSum> revenue(Months months);

    /**
     * Money.
     *
     * @param tax of what {@link #revenue} tells, less what credit notes took back of it
     * @param received what payments brought in
     * @param refunded what went back
     */
    record MoneySum(int month, Currency currency, Money tax, Money received, Money refunded) {}

    List<MoneySum> money(Months months);

    /**
     * What was to be paid of finalized invoices.
     *
     * @param age how many of the instants that were given an invoice's due time lies at or after
     */
    record UnpaidSum(int age, Currency currency, long invoices, Money due) {}

    /**
     * What was to be paid at an instant; without invoices that are void or given up by now.
     *
     * @param dueBounds in order
     */
    List<UnpaidSum> unpaid(Instant at, List<Instant> dueBounds);
}
