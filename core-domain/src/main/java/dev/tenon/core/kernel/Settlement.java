package dev.tenon.core.kernel;

import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Notes on an invoice what became of its payment, within somebody else's commit. Each locks the invoice, and tells the participants. */
public interface Settlement {

    /**
     * So much came in. An invoice that is void or paid already keeps its status: what came in too much is to be given back by whoever
     * took it.
     */
    Invoice received(Change change, InvoiceId invoice, Money amount);

    /** So much was given back, at most what came in. */
    Invoice returned(Change change, InvoiceId invoice, Money amount);

    /** A try was declined. With no next attempt, only somebody's doing can collect it. */
    Invoice declined(Change change, InvoiceId invoice, @Nullable Instant nextAttempt);

    /** Every try is spent: the invoice is uncollectible. */
    Invoice givenUp(Change change, InvoiceId invoice);
}
