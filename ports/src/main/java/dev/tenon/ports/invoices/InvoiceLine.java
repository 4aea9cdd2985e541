package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an invoice charges or credits.
 *
 * @param description for people, one line of at most 500 characters
 * @param quantity at least 1
 * @param unitAmount below zero for a credit
 * @param amount rounded once, and {@code quantity * unitAmount} unless it is a proration; with the tax where prices include it
 * @param tax on the amount or within it, rounded once; zero until the invoice is written
 * @param periodStart what it is for; {@code null} with {@code periodEnd} for no period
 * @param periodEnd exclusive
 * @param isProration whether it is for a part of a period
 * @param planId the plan that it is for; {@code null} for none
 */
public record InvoiceLine(
        String description,
        int quantity,
        Money unitAmount,
        Money amount,
        Money tax,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        boolean isProration,
        @Nullable PlanId planId) {

    /** The longest description. */
    public static final int LONGEST_DESCRIPTION = 500;

    public InvoiceLine {
        if (quantity < 1) {
            throw new IllegalArgumentException("An invoice charges at least one of a thing");
        }
        if (!Objects.equals(unitAmount.currency(), amount.currency())
                || !Objects.equals(amount.currency(), tax.currency())) {
            throw new IllegalArgumentException("A line has one currency");
        }
    }

    /** A line for no plan. */
    public InvoiceLine(
            String description,
            int quantity,
            Money unitAmount,
            Money amount,
            Money tax,
            @Nullable Instant periodStart,
            @Nullable Instant periodEnd,
            boolean isProration) {
        this(description, quantity, unitAmount, amount, tax, periodStart, periodEnd, isProration, null);
    }

    /** A line for no plan whose tax is still to be told. */
    public InvoiceLine(
            String description,
            int quantity,
            Money unitAmount,
            Money amount,
            @Nullable Instant periodStart,
            @Nullable Instant periodEnd,
            boolean isProration) {
        this(
                description,
                quantity,
                unitAmount,
                amount,
                Money.zero(amount.currency()),
                periodStart,
                periodEnd,
                isProration);
    }

    /** One of a thing for a period. */
    public static InvoiceLine of(String description, Money amount, Instant periodStart, Instant periodEnd) {
        return new InvoiceLine(description, 1, amount, amount, periodStart, periodEnd, false);
    }

    /** A part of a period, charged or, below zero, credited. */
    public static InvoiceLine proration(String description, Money amount, Instant periodStart, Instant periodEnd) {
        return new InvoiceLine(description, 1, amount, amount, periodStart, periodEnd, true);
    }

    /** The same line with the tax of this rate. */
    public InvoiceLine taxedAt(TaxRate rate) {
        return new InvoiceLine(
                description,
                quantity,
                unitAmount,
                amount,
                rate.on(amount),
                periodStart,
                periodEnd,
                isProration,
                planId);
    }

    /** The same line for this plan. */
    public InvoiceLine forPlan(PlanId plan) {
        return new InvoiceLine(
                description, quantity, unitAmount, amount, tax, periodStart, periodEnd, isProration, plan);
    }
}
