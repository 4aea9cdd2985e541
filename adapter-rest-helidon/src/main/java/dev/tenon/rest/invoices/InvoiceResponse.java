package dev.tenon.rest.invoices;

import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An invoice as clients see it. */
record InvoiceResponse(
        InvoiceId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        SubscriptionId subscriptionId,
        @Nullable Long number,
        @Nullable String reference,
        String kind,
        String status,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        String taxPercent,
        boolean isTaxInclusive,
        Money subtotal,
        Money tax,
        Money total,
        Money amountPaid,
        Money amountDue,
        Money creditApplied,
        Money creditNoted,
        Money creditGiven,
        Money creditLeft,
        @Nullable Instant dueAt,
        @Nullable Instant finalizedAt,
        @Nullable Instant paidAt,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        Instant updatedAt,
        List<Line> lines) {

    /** A line of it. */
    record Line(
            String description,
            int quantity,
            Money unitAmount,
            Money amount,
            Money tax,
            @Nullable Instant periodStart,
            @Nullable Instant periodEnd,
            boolean isProration) {

        private static Line from(InvoiceLine line) {
            return new Line(
                    line.description(),
                    line.quantity(),
                    line.unitAmount(),
                    line.amount(),
                    line.tax(),
                    line.periodStart(),
                    line.periodEnd(),
                    line.isProration());
        }
    }

    static InvoiceResponse from(Invoice invoice) {
        return new InvoiceResponse(
                invoice.id(),
                invoice.userId(),
                invoice.organizationId(),
                invoice.subscriptionId(),
                invoice.number(),
                invoice.number() == null ? null : invoice.reference(),
                Words.of(invoice.kind()),
                Words.of(invoice.status()),
                invoice.periodStart(),
                invoice.periodEnd(),
                invoice.taxRate().percent().toPlainString(),
                invoice.taxRate().inclusive(),
                invoice.subtotal(),
                invoice.tax(),
                invoice.total(),
                invoice.amountPaid(),
                invoice.amountDue(),
                invoice.credit().applied(),
                invoice.credit().noted(),
                invoice.credit().given(),
                invoice.credit().left(),
                invoice.dueAt(),
                invoice.finalizedAt(),
                invoice.paidAt(),
                invoice.attempts(),
                invoice.nextAttemptAt(),
                invoice.createdAt(),
                invoice.updatedAt(),
                invoice.lines().stream().map(Line::from).toList());
    }

    /** The invoice alone, with its revision. */
    static Answer answer(int status, Invoice invoice) {
        return Answer.json(status, from(invoice)).withRevision(invoice.revision());
    }
}
