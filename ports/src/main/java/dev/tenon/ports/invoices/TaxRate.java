package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.Money;
import java.math.BigDecimal;

/**
 * How much tax an invoice has: the same rate for each of its lines, whatever the policy is later.
 *
 * @param percent 0 to 100 with at most four decimals
 * @param inclusive whether the lines' amounts include the tax
 */
public record TaxRate(BigDecimal percent, boolean inclusive) {

    private static final int DECIMALS = 4;
    private static final long WHOLE = 1_000_000;

    /** No tax at all. */
    public static final TaxRate NONE = new TaxRate(BigDecimal.ZERO, false);

    public TaxRate {
        // One way to write a rate, so that equal ones are equal.
        percent = percent.signum() == 0 ? BigDecimal.ZERO : percent.stripTrailingZeros();
        if (percent.scale() < 0) {
            percent = percent.setScale(0);
        }
    }

    /** The tax on an amount, or within it if it includes the tax: rounded once, half up. */
    public Money on(Money amount) {
        long part = percent.movePointRight(DECIMALS).longValueExact();
        return amount.share(part, inclusive ? WHOLE + part : WHOLE);
    }
}
