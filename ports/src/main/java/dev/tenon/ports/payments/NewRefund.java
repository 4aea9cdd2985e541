package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * A wish to give money back.
 *
 * @param paymentId out of which payment; {@code null} for the newest that brought in enough
 * @param amount in the invoice's currency; {@code null} for all that can go back of the payment
 * @param note why, at most {@link Refund#LONGEST_NOTE} characters; {@code null} for none
 */
public record NewRefund(
        @Nullable PaymentId paymentId,
        @Nullable Money amount,
        @Nullable String note) {}
