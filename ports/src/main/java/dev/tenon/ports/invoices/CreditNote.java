package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was taken back of a finalized invoice, as a document of its own: the invoice stays as it was written. What neither went back
 * as money nor became a credit lowers what was still to be paid.
 *
 * @param number without gaps, of credit notes alone
 * @param subtotal without tax
 * @param tax the note's share of the invoice's tax: those of all notes over the whole invoice add up to it
 * @param total more than zero
 * @param refunded what of the total went back as money
 * @param kept what of the total became a credit for later invoices
 * @param reason for people, at most 500 characters; {@code null} for none
 */
public record CreditNote(
        CreditNoteId id,
        InvoiceId invoiceId,
        long number,
        Money subtotal,
        Money tax,
        Money total,
        Money refunded,
        Money kept,
        @Nullable String reason,
        Instant createdAt) {

    /** The longest reason. */
    public static final int LONGEST_REASON = 500;

    /** The number as people write it, like {@code CN-000007}. */
    public String reference() {
        return String.format(Locale.ROOT, "CN-%06d", number);
    }
}
