package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.Position;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to collect an invoice. Its id is the key under which the gateway does it once only.
 *
 * @param number which try of the invoice it is, from 1
 * @param gateway who was asked, e.g. {@code stripe}; {@link #MANUAL} for what came in by another way
 * @param methodId what it was charged to; {@code null} for what came in by another way, and once the method is gone
 * @param amount what was asked for, or came in
 * @param refunded what of it went back or is on its way back
 * @param reference the gateway's own name for it, or what staff noted; {@code null} for none
 * @param reason why it did not succeed, in the gateway's word; {@code null} for none
 * @param actionUrl where somebody confirms it; {@code null} unless it {@linkplain PaymentStatus#NEEDS_ACTION needs that}
 * @param completedAt when it was known what became of it; {@code null} until then
 * @param checks how often the gateway was asked what became of it
 * @param nextCheckAt when it is asked next; {@code null} if it is not
 */
public record Payment(
        PaymentId id,
        InvoiceId invoiceId,
        int number,
        PaymentTrigger trigger,
        String gateway,
        @Nullable PaymentMethodId methodId,
        PaymentStatus status,
        Money amount,
        Money refunded,
        @Nullable String reference,
        @Nullable String reason,
        @Nullable URI actionUrl,
        Instant createdAt,
        @Nullable Instant completedAt,
        int checks,
        @Nullable Instant nextCheckAt) {

    /** The gateway of what came in by another way, like a transfer between banks: nobody is asked. */
    public static final String MANUAL = "manual";

    /** The longest reference that staff may note. */
    public static final int LONGEST_REFERENCE = 255;

    public Payment {
        if (status.isOpen() != (completedAt == null)) {
            throw new IllegalArgumentException("What is known of a payment became known at some time");
        }
    }

    /** What can still go back. */
    public Money refundable() {
        return status == PaymentStatus.SUCCEEDED ? amount.minus(refunded) : Money.zero(amount.currency());
    }

    /** The payment's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
