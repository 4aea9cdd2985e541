package dev.tenon.core.kernel;

import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Charges for something within somebody else's commit. */
public interface Invoicing {

    /**
     * What is to be charged.
     *
     * @param periodStart the billing period; {@code null} with {@code periodEnd} for no period
     * @param lines at least one, all of one currency
     */
    record Charge(
            UserId userId,
            @Nullable OrganizationId organizationId,
            SubscriptionId subscriptionId,
            InvoiceKind kind,
            @Nullable Instant periodStart,
            @Nullable Instant periodEnd,
            List<InvoiceLine> lines) {

        public Charge {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Writes and finalizes an invoice: with tax, number and due time. Credits that the subject has pay for it first; one with nothing
     * left to pay is paid at once, and what is below zero is kept as a credit for the subject's next invoices. Participants hear of a
     * payment in the same commit. For one period of a subscription there is one invoice of each kind, the changes within it left out, so
     * that who comes second is given the first one and has charged nothing. Recorded as {@code invoice.finalized}.
     */
    Invoice charge(Change change, Charge charge);

    /** What {@link #charge} would write at this instant, without a number and without writing anything. */
    Invoice preview(Charge charge, Instant now);

    /**
     * Withdraws what is open of a subscription that ended before it was paid for; those written by hand stay. What was paid of one is
     * kept as a credit. Recorded as {@code invoice.voided}.
     */
    void withdrawOpen(Change change, SubscriptionId subscription);
}
