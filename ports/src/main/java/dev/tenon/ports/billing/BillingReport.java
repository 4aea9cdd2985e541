package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the business with subscriptions went, month by month and in each currency by itself: nothing of two currencies is ever added.
 *
 * <p><b>Monthly recurring revenue (MRR)</b> is the sum of what subscriptions in {@code active} and {@code past_due} cost in a month,
 * without tax or as the plan's price includes it: a monthly price as it is, a yearly one divided by twelve. Trials and what rests
 * bring nothing.
 *
 * @param from the first day, inclusive
 * @param to exclusive; the end of the present month at the latest
 * @param zone where days and months begin: the installation's
 * @param asOf the end of what is counted: that of the time that was asked for, or now if that lies ahead
 * @param currencies in the order of their codes; only those in which there is something to tell
 */
public record BillingReport(LocalDate from, LocalDate to, ZoneId zone, Instant asOf, List<InCurrency> currencies) {

    /** How many months are told of at once. */
    public static final int MOST_MONTHS = 60;

    public BillingReport {
        currencies = List.copyOf(currencies);
    }

    /**
     * What happened in one currency.
     *
     * @param months all of them, also those in which nothing happened
     * @param unpaid what was to be paid at {@code asOf}, of every age
     */
    public record InCurrency(Currency currency, List<Month> months, List<Unpaid> unpaid) {

        public InCurrency {
            months = List.copyOf(months);
            unpaid = List.copyOf(unpaid);
        }
    }

    /**
     * A month, or the part of one that was asked for.
     *
     * @param start inclusive
     * @param end exclusive
     * @param subscriberChurnRate those who left, divided by those who were there at the beginning, with four decimals; {@code null} if
     *     nobody was
     * @param revenueChurnRate what was lost by those who left and by those who pay less, divided by the MRR at the beginning, with four
     *     decimals; {@code null} if that was nothing
     * @param invoiced without tax, what was credited and taken back by credit notes taken off
     * @param plans what that is made up of; they add up to it
     * @param tax on it
     * @param received what came in
     * @param refunded what went back
     */
    public record Month(
            LocalDate start,
            LocalDate end,
            Recurring mrr,
            Subscribers subscribers,
            @Nullable BigDecimal subscriberChurnRate,
            @Nullable BigDecimal revenueChurnRate,
            Trials trials,
            Money invoiced,
            List<PlanRevenue> plans,
            Money tax,
            Money received,
            Money refunded) {

        public Month {
            plans = List.copyOf(plans);
        }
    }

    /**
     * MRR at the beginning and at the end, and what lies between: {@code opening + added + expansion + contraction + churned +
     * reactivated = closing}. Running totals are rounded, half up, and each movement is the difference of two of them, so that it all
     * adds up to the minor unit.
     *
     * @param added by those who pay for the first time
     * @param contraction zero or less
     * @param churned zero or less
     */
    public record Recurring(
            Money opening,
            Money added,
            Money expansion,
            Money contraction,
            Money churned,
            Money reactivated,
            Money closing) {}

    /**
     * Subscriptions that bring something: {@code opening + added + reactivated - churned = closing}.
     *
     * @param churned how many left
     */
    public record Subscribers(long opening, long added, long churned, long reactivated, long closing) {}

    /**
     * Trials of plans in the currency.
     *
     * @param begun how many began
     * @param converted how many subscriptions that began as a trial were paid for the first time
     */
    public record Trials(long begun, long converted) {}

    /**
     * What was invoiced for a plan.
     *
     * @param planId {@code null} for what was written by hand
     * @param plan its name; {@code null} like the id
     */
    public record PlanRevenue(
            @Nullable PlanId planId, @Nullable String plan, Money amount) {}

    /** What is to be paid of invoices of one age. */
    public record Unpaid(Age age, long invoices, Money due) {}

    /** How long ago something was to be paid. */
    public enum Age {
        NOT_DUE,
        DAYS_1_TO_30,
        DAYS_31_TO_60,
        DAYS_61_TO_90,
        OVER_90_DAYS
    }
}
