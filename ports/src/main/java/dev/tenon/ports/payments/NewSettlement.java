package dev.tenon.ports.payments;

import org.jspecify.annotations.Nullable;

/**
 * What staff found out about a payment of which its gateway does not say what became.
 *
 * @param status {@link PaymentStatus#SUCCEEDED} or {@link PaymentStatus#FAILED}
 * @param reference the gateway's own name for it, at most {@value Payment#LONGEST_REFERENCE} characters; {@code null} to keep what is
 *     known, or for none
 * @param reason how that is known, at most {@value #LONGEST_REASON} characters
 */
public record NewSettlement(PaymentStatus status, @Nullable String reference, String reason) {

    /** The longest reason. */
    public static final int LONGEST_REASON = 100;
}
