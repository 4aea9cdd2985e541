package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.Money;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an invoice charges or credits.
 *
 * @param description for people, at most 500 characters
 * @param quantity at least 1
 * @param unitAmount below zero for a credit
 * @param amount what the line adds to the subtotal: rounded once, and {@code quantity * unitAmount} unless it is a proration
 * @param periodStart what it is for; {@code null} with {@code periodEnd} for no period
 * @param periodEnd exclusive
 * @param isProration whether it is for a part of a period
 */
public record InvoiceLine(
        String description,
        int quantity,
        Money unitAmount,
        Money amount,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        boolean isProration) {

    public InvoiceLine {
        if (quantity < 1) {
            throw new IllegalArgumentException("An invoice charges at least one of a thing");
        }
        if (!Objects.equals(unitAmount.currency(), amount.currency())) {
            throw new IllegalArgumentException("A line has one currency");
        }
    }

    /** One of a thing for a period. */
    public static InvoiceLine of(String description, Money amount, Instant periodStart, Instant periodEnd) {
        return new InvoiceLine(description, 1, amount, amount, periodStart, periodEnd, false);
    }

    /** A part of a period, charged or, below zero, credited. */
    public static InvoiceLine proration(String description, Money amount, Instant periodStart, Instant periodEnd) {
        return new InvoiceLine(description, 1, amount, amount, periodStart, periodEnd, true);
    }
}
