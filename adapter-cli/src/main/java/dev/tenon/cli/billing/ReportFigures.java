package dev.tenon.cli.billing;

import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.BillingReport.InCurrency;
import dev.tenon.ports.billing.BillingReport.Month;
import dev.tenon.ports.kernel.CsvLine;
import dev.tenon.ports.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A report as CSV: a line for each figure, which spreadsheets turn into whatever table is wanted. */
final class ReportFigures {

    private final StringBuilder lines = new StringBuilder();
    private final String currency;

    private ReportFigures(String currency) {
        this.currency = currency;
    }

    static String csv(BillingReport report) {
        StringBuilder csv = new StringBuilder(CsvLine.of(List.of("currency", "start", "end", "figure", "of", "value")));
        for (InCurrency each : report.currencies()) {
            ReportFigures figures = new ReportFigures(each.currency().getCurrencyCode());
            each.months().forEach(figures::month);
            LocalDate day = LocalDate.ofInstant(report.asOf(), report.zone());
            each.unpaid().forEach(unpaid -> {
                String age = unpaid.age().name().toLowerCase(Locale.ROOT);
                figures.line(day, day, "unpaid.invoices", age, Long.toString(unpaid.invoices()));
                figures.line(day, day, "unpaid.due", age, plain(unpaid.due()));
            });
            csv.append(figures.lines);
        }
        return csv.toString();
    }

    private void month(Month month) {
        money(month, "mrr.opening", month.mrr().opening());
        money(month, "mrr.added", month.mrr().added());
        money(month, "mrr.expansion", month.mrr().expansion());
        money(month, "mrr.contraction", month.mrr().contraction());
        money(month, "mrr.churned", month.mrr().churned());
        money(month, "mrr.reactivated", month.mrr().reactivated());
        money(month, "mrr.closing", month.mrr().closing());
        count(month, "subscribers.opening", month.subscribers().opening());
        count(month, "subscribers.added", month.subscribers().added());
        count(month, "subscribers.churned", month.subscribers().churned());
        count(month, "subscribers.reactivated", month.subscribers().reactivated());
        count(month, "subscribers.closing", month.subscribers().closing());
        rate(month, "subscriberChurnRate", month.subscriberChurnRate());
        rate(month, "revenueChurnRate", month.revenueChurnRate());
        count(month, "trials.begun", month.trials().begun());
        count(month, "trials.converted", month.trials().converted());
        money(month, "invoiced", month.invoiced());
        month.plans()
                .forEach(plan -> line(
                        month.start(),
                        month.end(),
                        "invoiced.plan",
                        Objects.requireNonNullElse(plan.plan(), ReportTables.BY_HAND),
                        plain(plan.amount())));
        money(month, "tax", month.tax());
        money(month, "received", month.received());
        money(month, "refunded", month.refunded());
    }

    private void money(Month month, String figure, Money amount) {
        line(month.start(), month.end(), figure, null, plain(amount));
    }

    private void count(Month month, String figure, long count) {
        line(month.start(), month.end(), figure, null, Long.toString(count));
    }

    private void rate(Month month, String figure, @Nullable BigDecimal rate) {
        line(month.start(), month.end(), figure, null, rate == null ? null : rate.toPlainString());
    }

    private void line(LocalDate start, LocalDate end, String figure, @Nullable String of, @Nullable String value) {
        // Numbers below zero begin like formulas, and are none: they stand as they are.
        String told = CsvLine.of(Arrays.asList(currency, start.toString(), end.toString(), figure, of));
        lines.append(told.stripTrailing())
                .append(',')
                .append(value == null ? "" : value)
                .append("\r\n");
    }

    private static String plain(Money amount) {
        return amount.amount().toPlainString();
    }
}
