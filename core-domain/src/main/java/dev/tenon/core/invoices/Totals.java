package dev.tenon.core.invoices;

import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.kernel.Money;
import java.util.Currency;
import java.util.List;

/**
 * What lines come to: each is taxed and rounded by itself, half up, and the sums are of what was rounded.
 *
 * @param lines with their taxes
 * @param subtotal without tax
 */
record Totals(List<InvoiceLine> lines, Money subtotal, Money tax, Money total) {

    static Totals of(List<InvoiceLine> lines, TaxRate rate) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("An invoice has at least one line");
        }
        Currency currency = lines.get(0).amount().currency();
        List<InvoiceLine> taxed = lines.stream().map(line -> line.taxedAt(rate)).toList();
        Money amounts = Money.zero(currency);
        Money tax = Money.zero(currency);
        for (InvoiceLine line : taxed) {
            amounts = amounts.plus(line.amount());
            tax = tax.plus(line.tax());
        }
        return rate.inclusive()
                ? new Totals(taxed, amounts.minus(tax), tax, amounts)
                : new Totals(taxed, amounts, tax, amounts.plus(tax));
    }
}
