package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * A credit note that staff write.
 *
 * @param amount with tax; {@code null} for all that no note has taken back yet
 * @param reason for people, one line of at most 500 characters; {@code null} for none
 */
public record NewCreditNote(
        @Nullable Money amount, @Nullable String reason) {}
