package dev.tenon.rest.payments;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.payments.Payment;
import dev.tenon.rest.json.Words;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment as clients see it. */
record PaymentResponse(
        PaymentId id,
        InvoiceId invoiceId,
        int number,
        String trigger,
        String gateway,
        @Nullable PaymentMethodId methodId,
        String status,
        Money amount,
        Money refunded,
        @Nullable String reference,
        @Nullable String reason,
        @Nullable String actionUrl,
        Instant createdAt,
        @Nullable Instant completedAt) {

    static PaymentResponse from(Payment payment) {
        URI action = payment.actionUrl();
        return new PaymentResponse(
                payment.id(),
                payment.invoiceId(),
                payment.number(),
                Words.of(payment.trigger()),
                payment.gateway(),
                payment.methodId(),
                Words.of(payment.status()),
                payment.amount(),
                payment.refunded(),
                payment.reference(),
                payment.reason(),
                action == null ? null : action.toString(),
                payment.createdAt(),
                payment.completedAt());
    }
}
