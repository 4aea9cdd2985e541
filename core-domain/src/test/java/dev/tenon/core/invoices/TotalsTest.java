package dev.tenon.core.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotalsTest {

    private static final List<Currency> CURRENCIES =
            List.of(Currency.getInstance("JPY"), Currency.getInstance("USD"), Currency.getInstance("KWD"));

    @ParameterizedTest
    @CsvSource({"20000, 29, 30, 19333, 4833, 24166", "16000, 29, 30, 15467, 3867, 19334"})
    void M1_published_proration_with_tax_is_the_sum_of_what_was_rounded(
            long price, long part, long whole, long share, long tax, long total) {
        Money prorated = new Money(price, Currency.getInstance("USD")).share(part, whole);

        Totals totals = Totals.of(List.of(line(prorated)), rate("25", false));

        assertThat(prorated.minor()).isEqualTo(share);
        assertThat(totals.tax().minor()).isEqualTo(tax);
        assertThat(totals.total().minor()).isEqualTo(total);
    }

    @Test
    void each_line_is_rounded_by_itself() {
        Currency euro = Currency.getInstance("EUR");
        Money fifty = new Money(50, euro);

        Totals one = Totals.of(List.of(line(fifty)), rate("19", false));
        Totals three = Totals.of(List.of(line(fifty), line(fifty), line(fifty)), rate("19", false));

        assertThat(one.tax().minor()).as("9.5 goes up").isEqualTo(10);
        assertThat(three.tax().minor()).as("not 28.5 rounded").isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({
        "JPY, 1000, 10, false, 1000, 100, 1100",
        "JPY, 1000, 10, true, 909, 91, 1000",
        "USD, 1999, 8.875, false, 1999, 177, 2176",
        "USD, -1999, 8.875, false, -1999, -177, -2176",
        "KWD, 12345, 5, true, 11757, 588, 12345",
        "KWD, 1, 50, false, 1, 1, 2",
        "KWD, -1, 50, false, -1, -1, -2",
        "USD, 100, 100, true, 50, 50, 100",
        "USD, 0, 19, false, 0, 0, 0"
    })
    void tax_is_added_or_taken_out(
            String currency, long amount, String percent, boolean inclusive, long subtotal, long tax, long total) {
        Totals totals =
                Totals.of(List.of(line(new Money(amount, Currency.getInstance(currency)))), rate(percent, inclusive));

        assertThat(totals.subtotal().minor()).isEqualTo(subtotal);
        assertThat(totals.tax().minor()).isEqualTo(tax);
        assertThat(totals.total().minor()).isEqualTo(total);
    }

    /** Seeded: the same hundred thousand in every run. */
    @Test
    void M1_lines_come_to_the_total_on_100_000_random_invoices() {
        SplittableRandom random = new SplittableRandom(20_261_123);
        for (int number = 0; number < 100_000; number++) {
            Currency currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            TaxRate rate = new TaxRate(BigDecimal.valueOf(random.nextInt(1_000_001), 4), random.nextBoolean());
            List<InvoiceLine> lines = new ArrayList<>();
            for (int line = random.nextInt(1, 9); line > 0; line--) {
                lines.add(line(new Money(random.nextLong(-10_000_000, 10_000_000), currency)));
            }

            Totals totals = Totals.of(lines, rate);

            long amounts = 0;
            long taxes = 0;
            for (InvoiceLine line : totals.lines()) {
                assertThat(line.tax().minor())
                        .isEqualTo(expectedTax(line.amount().minor(), rate));
                amounts += line.amount().minor();
                taxes += line.tax().minor();
            }
            assertThat(totals.tax().minor()).isEqualTo(taxes);
            assertThat(totals.total()).isEqualTo(totals.subtotal().plus(totals.tax()));
            assertThat(rate.inclusive() ? totals.total() : totals.subtotal()).isEqualTo(new Money(amounts, currency));
        }
    }

    /** The other way round the fraction: in decimals, and not in whole numbers. */
    private static long expectedTax(long amount, TaxRate rate) {
        BigDecimal hundred = BigDecimal.valueOf(100);
        BigDecimal whole = rate.inclusive() ? hundred.add(rate.percent()) : hundred;
        return BigDecimal.valueOf(amount)
                .multiply(rate.percent())
                .divide(whole, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static InvoiceLine line(Money amount) {
        return new InvoiceLine("Standard", 1, amount, amount, null, null, false);
    }

    private static TaxRate rate(String percent, boolean inclusive) {
        return new TaxRate(new BigDecimal(percent), inclusive);
    }
}
