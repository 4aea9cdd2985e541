package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import java.time.Instant;
import java.util.List;

/**
 * What a person or an organization has as a credit in one currency: it pays for the next invoices, before anything is asked for.
 *
 * @param amount all of it, more than zero
 * @param sources where it comes from, those first that are used up first; the first hundred
 */
public record CreditBalance(Money amount, List<Source> sources) {

    /** So many sources are told. */
    public static final int MOST_SOURCES = 100;

    /**
     * An invoice that left a credit.
     *
     * @param reference the invoice's number as people write it
     * @param left what is not used up yet
     * @param createdAt when the invoice was made, by which credits are used up
     */
    public record Source(InvoiceId invoiceId, String reference, Money left, Instant createdAt) {}

    public CreditBalance {
        sources = List.copyOf(sources);
    }
}
