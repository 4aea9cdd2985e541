package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.Money;
import java.util.Currency;

/**
 * What an invoice has to do with credits, all of it at least zero: those that paid for it, and those that it left to whom it
 * belongs.
 *
 * @param applied what of earlier credits paid for it
 * @param noted what its credit notes take back, all together; at most the invoice's total
 * @param given what of it became a credit of its subject: it was below zero, or was paid and then taken back
 * @param left what of that credit later invoices have not used up
 */
public record InvoiceCredit(Money applied, Money noted, Money given, Money left) {

    /** No credit. */
    public static InvoiceCredit none(Currency currency) {
        Money zero = Money.zero(currency);
        return new InvoiceCredit(zero, zero, zero, zero);
    }

    /** The same with so much of earlier credits. */
    public InvoiceCredit applying(Money more) {
        return new InvoiceCredit(applied.plus(more), noted, given, left);
    }

    /** The same with another credit note. */
    public InvoiceCredit noting(Money more) {
        return new InvoiceCredit(applied, noted.plus(more), given, left);
    }

    /** The same with so much more for later invoices. */
    public InvoiceCredit giving(Money more) {
        return new InvoiceCredit(applied, noted, given.plus(more), left.plus(more));
    }

    /** The same when later invoices used so much of it. */
    public InvoiceCredit using(Money used) {
        return new InvoiceCredit(applied, noted, given, left.minus(used));
    }
}
