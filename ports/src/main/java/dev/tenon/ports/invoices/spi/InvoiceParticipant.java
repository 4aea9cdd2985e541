package dev.tenon.ports.invoices.spi;

import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes part in the commits that decide what becomes of an invoice: each capability does its part there, or nothing happens. Called
 * in the order in which {@code TenonCore} lists the participants, the invoice's row locked.
 */
public interface InvoiceParticipant {

    /** All of it is paid, or there was nothing to pay. */
    default void paid(Change change, Invoice invoice) {}

    /**
     * A try to collect it was declined, or it is overdue.
     *
     * @param nextAttempt when it is tried again by itself; {@code null} if only somebody's doing can collect it
     */
    default void unpaid(Change change, Invoice invoice, @Nullable Instant nextAttempt) {}

    /** Every try is spent, or staff gave it up. */
    default void givenUp(Change change, Invoice invoice) {}

    /** It is withdrawn: nobody has to pay it. */
    default void voided(Change change, Invoice invoice) {}
}
