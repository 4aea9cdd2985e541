package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line that staff write.
 *
 * @param description one line of at most 500 characters
 * @param quantity 1 to {@value #MOST}
 * @param unitAmount below zero for a credit
 * @param periodStart what it is for; {@code null} with {@code periodEnd} for no period
 * @param periodEnd exclusive
 */
public record NewInvoiceLine(
        String description,
        int quantity,
        Money unitAmount,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd) {

    /** The most of a thing on one line. */
    public static final int MOST = 1_000_000;

    /** One of a thing, for no period. */
    public static NewInvoiceLine of(String description, Money amount) {
        return new NewInvoiceLine(description, 1, amount, null, null);
    }
}
