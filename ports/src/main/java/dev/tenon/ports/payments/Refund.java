package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.RefundId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that goes back. Its id is the key under which the gateway gives it back once only.
 *
 * @param amount more than zero, and with what went back before at most what the payment brought in
 * @param note why, for people; {@code null} for none
 * @param reference the gateway's own name for it; {@code null} for none
 * @param reason why the gateway did not give it back, in its word; {@code null} for none
 * @param completedAt when it was known what became of it; {@code null} until then
 * @param checks how often the gateway was asked
 * @param nextCheckAt when it is asked next; {@code null} if it is not
 */
public record Refund(
        RefundId id,
        InvoiceId invoiceId,
        PaymentId paymentId,
        RefundStatus status,
        Money amount,
        @Nullable String note,
        @Nullable String reference,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant completedAt,
        int checks,
        @Nullable Instant nextCheckAt) {

    /** The longest note. */
    public static final int LONGEST_NOTE = 500;

    public Refund {
        if ((status == RefundStatus.PENDING) != (completedAt == null)) {
            throw new IllegalArgumentException("What is known of a refund became known at some time");
        }
    }

    /** The refund's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
