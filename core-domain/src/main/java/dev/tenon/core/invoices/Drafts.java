package dev.tenon.core.invoices;

import dev.tenon.core.kernel.Invoicing.Charge;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceCredit;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import java.time.Instant;
import java.util.List;

/** Writes drafts: with the tax that the policy has at present, and without a number. */
record Drafts(Kernel kernel, BillingPolicy policy) {

    Invoice of(Charge charge, Instant now) {
        TaxRate rate = rate();
        Totals totals = Totals.of(charge.lines(), rate);
        return new Invoice(
                new InvoiceId(kernel.ids().next()),
                charge.userId(),
                charge.organizationId(),
                charge.subscriptionId(),
                null,
                charge.kind(),
                InvoiceStatus.DRAFT,
                charge.periodStart(),
                charge.periodEnd(),
                rate,
                totals.subtotal(),
                totals.tax(),
                totals.total(),
                Money.zero(totals.total().currency()),
                InvoiceCredit.none(totals.total().currency()),
                null,
                null,
                null,
                0,
                null,
                now,
                now,
                1,
                totals.lines());
    }

    /** The same draft with other lines, and with the tax of now. */
    Invoice rewritten(Invoice draft, List<InvoiceLine> lines, Instant now) {
        TaxRate rate = rate();
        Totals totals = Totals.of(lines, rate);
        return Rewriting.of(draft, now).charging(rate, totals).invoice();
    }

    private TaxRate rate() {
        return new TaxRate(policy.taxPercent(), policy.taxInclusive());
    }
}
