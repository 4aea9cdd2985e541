package dev.tenon.core.invoices;

import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceCredit;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes about an invoice, one thing after the other. */
final class Rewriting {

    private final Invoice before;
    private final Instant now;
    private @Nullable Long number;
    private InvoiceStatus status;
    private TaxRate rate;
    private Money subtotal;
    private Money tax;
    private Money total;
    private Money paid;
    private InvoiceCredit credit;
    private @Nullable Instant dueAt;
    private @Nullable Instant finalizedAt;
    private @Nullable Instant paidAt;
    private int attempts;
    private @Nullable Instant nextAttemptAt;
    private List<InvoiceLine> lines;

    private Rewriting(Invoice before, Instant now) {
        this.before = before;
        this.now = now;
        this.number = before.number();
        this.status = before.status();
        this.rate = before.taxRate();
        this.subtotal = before.subtotal();
        this.tax = before.tax();
        this.total = before.total();
        this.paid = before.amountPaid();
        this.credit = before.credit();
        this.dueAt = before.dueAt();
        this.finalizedAt = before.finalizedAt();
        this.paidAt = before.paidAt();
        this.attempts = before.attempts();
        this.nextAttemptAt = before.nextAttemptAt();
        this.lines = before.lines();
    }

    static Rewriting of(Invoice before, Instant now) {
        return new Rewriting(before, now);
    }

    /** Charges something else, of which nothing can have been paid yet. */
    Rewriting charging(TaxRate with, Totals totals) {
        rate = with;
        subtotal = totals.subtotal();
        tax = totals.tax();
        total = totals.total();
        lines = totals.lines();
        paid = Money.zero(total.currency());
        credit = InvoiceCredit.none(total.currency());
        return this;
    }

    /** Asks for it: from now on it is tried to collect it. */
    Rewriting asking(@Nullable Long as, Instant due) {
        number = as;
        status = InvoiceStatus.PENDING;
        dueAt = due;
        finalizedAt = now;
        nextAttemptAt = now;
        return this;
    }

    Rewriting paying(Money more) {
        paid = paid.plus(more);
        return this;
    }

    Rewriting with(InvoiceCredit other) {
        credit = other;
        return this;
    }

    Rewriting paid() {
        paidAt = now;
        return closed(InvoiceStatus.PAID);
    }

    Rewriting next(Instant at) {
        nextAttemptAt = at;
        return this;
    }

    Rewriting declined(@Nullable Instant next) {
        attempts++;
        nextAttemptAt = next;
        if (status.isOpen()) {
            status = InvoiceStatus.FAILED;
        }
        return this;
    }

    Rewriting closed(InvoiceStatus as) {
        status = as;
        nextAttemptAt = null;
        return this;
    }

    Invoice invoice() {
        return new Invoice(
                before.id(),
                before.userId(),
                before.organizationId(),
                before.subscriptionId(),
                number,
                before.kind(),
                status,
                before.periodStart(),
                before.periodEnd(),
                rate,
                subtotal,
                tax,
                total,
                paid,
                credit,
                dueAt,
                finalizedAt,
                paidAt,
                attempts,
                nextAttemptAt,
                before.createdAt(),
                now,
                before.revision(),
                lines);
    }
}
