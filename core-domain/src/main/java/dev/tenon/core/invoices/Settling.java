package dev.tenon.core.invoices;

import dev.tenon.core.kernel.Settlement;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of payments. */
record Settling(Ledger ledger) implements Settlement {

    @Override
    public Invoice received(Change change, InvoiceId invoice, Money amount) {
        return ledger.received(change, ledger.locked(invoice), positive(amount));
    }

    @Override
    public Invoice returned(Change change, InvoiceId invoice, Money amount) {
        return ledger.returned(change, ledger.locked(invoice), positive(amount), null);
    }

    @Override
    public Invoice declined(Change change, InvoiceId invoice, @Nullable Instant nextAttempt) {
        return ledger.declined(change, ledger.locked(invoice), nextAttempt);
    }

    @Override
    public Invoice later(Change change, InvoiceId invoice, Instant nextAttempt) {
        return ledger.later(change, ledger.locked(invoice), nextAttempt);
    }

    @Override
    public Invoice givenUp(Change change, InvoiceId invoice) {
        return ledger.givenUp(change, ledger.locked(invoice));
    }

    private static Money positive(Money amount) {
        if (amount.minor() <= 0) {
            throw new IllegalArgumentException("Money comes and goes in amounts above zero, not " + amount);
        }
        return amount;
    }
}
