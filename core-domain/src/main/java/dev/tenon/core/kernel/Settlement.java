package dev.tenon.core.kernel;

import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Notes on an invoice what became of its payment, within somebody else's commit. Each locks the invoice, its subscription before it,
 * and tells the participants.
 */
public interface Settlement {

    /**
     * So much came in. An invoice that is void or paid already keeps its status: what came in too much ({@link
     * Invoice#amountTooMuch()}) is to be given back by whoever took it. Recorded as {@code invoice.paid} once nothing is due.
     */
    Invoice received(Change change, InvoiceId invoice, Money amount);

    /**
     * So much was given back, at most what came in. A credit note is written over it, but not over what had come in too much. Recorded
     * as {@code invoice.refunded}.
     *
     * @throws Refusal {@code invoice-more-than-paid}
     */
    Invoice returned(Change change, InvoiceId invoice, Money amount);

    /**
     * A try was declined, or it is overdue. With no next attempt, only somebody's doing can collect it. Nothing happens to what is not
     * to be paid any more. Recorded as {@code invoice.payment-failed}.
     */
    Invoice declined(Change change, InvoiceId invoice, @Nullable Instant nextAttempt);

    /**
     * It is tried next at this instant, whatever became of the tries before. Nothing happens to what is not asked for any more, and
     * nothing is recorded.
     */
    Invoice later(Change change, InvoiceId invoice, Instant nextAttempt);

    /**
     * Every try is spent: the invoice is uncollectible. Nothing happens to what is not asked for any more. Recorded as
     * {@code invoice.uncollectible}.
     */
    Invoice givenUp(Change change, InvoiceId invoice);
}
