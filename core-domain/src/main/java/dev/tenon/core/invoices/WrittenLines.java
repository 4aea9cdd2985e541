package dev.tenon.core.invoices;

import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.NewInvoiceLine;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Violations;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Checks the lines that staff write, and works out what each comes to. */
final class WrittenLines {

    /** In whole units of the currency: a hundred such lines with their taxes are far from what the tables hold. */
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000);

    private WrittenLines() {}

    /** The lines, all of one currency. */
    static List<InvoiceLine> of(List<NewInvoiceLine> lines) {
        Violations violations = new Violations();
        violations.require(
                !lines.isEmpty() && lines.size() <= Invoice.MOST_LINES,
                "/lines",
                "out-of-range",
                "Give 1 to " + Invoice.MOST_LINES + " lines.");
        violations.refuseIfAny();
        IntStream.range(0, lines.size())
                .forEach(at -> check(lines.get(at), lines.get(0).unitAmount(), "/lines/" + at, violations));
        violations.refuseIfAny();
        return lines.stream().map(WrittenLines::line).toList();
    }

    private static void check(NewInvoiceLine line, Money first, String place, Violations violations) {
        violations.line(line.description(), place + "/description", InvoiceLine.LONGEST_DESCRIPTION);
        violations.require(
                line.quantity() >= 1 && line.quantity() <= NewInvoiceLine.MOST,
                place + "/quantity",
                "out-of-range",
                "A quantity is 1 to " + NewInvoiceLine.MOST + ".");
        violations.require(
                line.unitAmount().currency().equals(first.currency())
                        && line.unitAmount().currency().getDefaultFractionDigits() <= Money.MOST_DECIMALS,
                place + "/unitAmount/currency",
                "currency-differs",
                "All lines are of one currency, which has at most three decimals.");
        BigDecimal amount = line.unitAmount().amount().multiply(BigDecimal.valueOf(line.quantity()));
        violations.require(
                amount.abs().compareTo(HIGHEST) <= 0,
                place + "/unitAmount/amount",
                "out-of-range",
                "A line comes to at most " + HIGHEST + ".");
        Instant start = line.periodStart();
        Instant end = line.periodEnd();
        boolean isRight = start == null ? end == null : end != null && end.isAfter(start);
        violations.require(
                isRight,
                place + "/periodEnd",
                "out-of-range",
                "Give both ends of a period, the end after the start, or none.");
    }

    private static InvoiceLine line(NewInvoiceLine line) {
        Money unit = line.unitAmount();
        Money amount = new Money(Math.multiplyExact(unit.minor(), (long) line.quantity()), unit.currency());
        return new InvoiceLine(
                line.description(), line.quantity(), unit, amount, line.periodStart(), line.periodEnd(), false);
    }
}
