package dev.tenon.core.invoices;

import dev.tenon.core.kernel.Invoicing;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.spi.InvoiceStore;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.Objects;

/** Charges for subscriptions. */
record Charges(InvoiceStore store, Drafts drafts, Ledger ledger) implements Invoicing {

    @Override
    public Invoice charge(Change change, Charge charge) {
        Invoice draft = drafts.of(charge, change.now());
        if (store.insert(draft)) {
            return ledger.finalized(change, draft);
        }
        Instant start = Objects.requireNonNull(charge.periodStart(), "Only a period can be charged for already");
        return store.findOfPeriod(charge.subscriptionId(), charge.kind(), start)
                .orElseThrow(() -> new IllegalStateException("What was in the way is gone: withdrawn in this commit"));
    }

    @Override
    public Invoice preview(Charge charge, Instant now) {
        return ledger.foreseen(drafts.of(charge, now), now);
    }

    @Override
    public void withdrawOpen(Change change, SubscriptionId subscription) {
        for (InvoiceId id : store.open(subscription)) {
            Invoice invoice = ledger.locked(id);
            if (invoice.status().isOpen()) {
                ledger.withdrawn(change, invoice);
            }
        }
    }
}
