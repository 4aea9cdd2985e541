package dev.tenon.rest.payments;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.payments.Refund;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A refund as clients see it. */
record RefundResponse(
        RefundId id,
        InvoiceId invoiceId,
        PaymentId paymentId,
        String status,
        Money amount,
        @Nullable String note,
        @Nullable String reference,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant completedAt) {

    static RefundResponse from(Refund refund) {
        return new RefundResponse(
                refund.id(),
                refund.invoiceId(),
                refund.paymentId(),
                Words.of(refund.status()),
                refund.amount(),
                refund.note(),
                refund.reference(),
                refund.reason(),
                refund.createdAt(),
                refund.completedAt());
    }
}
