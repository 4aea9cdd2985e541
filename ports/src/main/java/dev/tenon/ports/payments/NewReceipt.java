package dev.tenon.ports.payments;

import dev.tenon.ports.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What came in by another way.
 *
 * @param reference what tells it apart, like the line of a bank statement; at most {@link Payment#LONGEST_REFERENCE} characters
 * @param amount in the invoice's currency; {@code null} for all that is due
 */
public record NewReceipt(String reference, @Nullable Money amount) {}
