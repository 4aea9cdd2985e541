package dev.tenon.rest.invoices;

import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A credit note as clients see it. */
record CreditNoteResponse(
        CreditNoteId id,
        InvoiceId invoiceId,
        long number,
        String reference,
        Money subtotal,
        Money tax,
        Money total,
        Money refunded,
        Money kept,
        @Nullable String reason,
        Instant createdAt) {

    static CreditNoteResponse from(CreditNote note) {
        return new CreditNoteResponse(
                note.id(),
                note.invoiceId(),
                note.number(),
                note.reference(),
                note.subtotal(),
                note.tax(),
                note.total(),
                note.refunded(),
                note.kept(),
                note.reason(),
                note.createdAt());
    }
}
