package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.SubscriptionId;
import java.util.List;

/**
 * An invoice that staff write.
 *
 * @param subscription whose person or organization is to pay
 * @param lines 1 to 100, of one currency
 */
public record NewInvoice(SubscriptionId subscription, List<NewInvoiceLine> lines) {

    public NewInvoice {
        lines = List.copyOf(lines);
    }
}
