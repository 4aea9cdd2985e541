package dev.tenon.cli.billing;

import dev.tenon.cli.plot.BarPlot;
import dev.tenon.cli.plot.BarPlot.Bar;
import dev.tenon.cli.plot.BarPlot.Part;
import dev.tenon.cli.plot.BarPlot.Per;
import dev.tenon.cli.plot.BarPlot.Words;
import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.BillingReport.InCurrency;
import dev.tenon.ports.billing.BillingReport.Month;
import dev.tenon.ports.billing.BillingReport.Recurring;
import dev.tenon.ports.kernel.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The MRR of one currency as a plot: at the end of each month, made up of what was kept and of what came in the month. */
final class BillingPlot {

    private final BillingReport report;
    private final @Nullable InCurrency shown;

    /** @param shown {@code null} if nothing was sold */
    BillingPlot(BillingReport report, @Nullable InCurrency shown) {
        this.report = report;
        this.shown = shown;
    }

    BarPlot plot() {
        String unit = shown == null ? "MRR" : "MRR in " + shown.currency().getCurrencyCode();
        Words words = new Words(
                "Monthly recurring revenue",
                shown == null ? "nothing sold" : shown.currency().getCurrencyCode(),
                range() + figures(),
                range() + figures() + description(),
                unit,
                "Nothing was sold",
                report.zone().getId());
        return new BarPlot(words, Per.MONTH, bars(), parts(), this::written);
    }

    private String range() {
        return BarPlot.whole(Per.DAY, report.from()) + " to "
                + BarPlot.whole(Per.DAY, report.to().minusDays(1));
    }

    private String figures() {
        List<Month> months = months();
        return months.isEmpty()
                ? ""
                : " · from " + months.get(0).mrr().opening() + " to "
                        + months.get(months.size() - 1).mrr().closing();
    }

    private String description() {
        StringBuilder words = new StringBuilder();
        for (Month month : months()) {
            words.append(". ").append(says(month));
        }
        return words.append('.').toString();
    }

    private List<Month> months() {
        return shown == null ? List.of() : shown.months();
    }

    private List<Bar> bars() {
        return shown == null
                ? List.of(new Bar(report.from(), 0, "nothing was sold"))
                : months().stream()
                        .map(month ->
                                new Bar(month.start(), month.mrr().closing().minor(), says(month)))
                        .toList();
    }

    private static String says(Month month) {
        return BarPlot.whole(Per.MONTH, month.start()) + ": " + month.mrr().closing() + " by "
                + month.subscribers().closing()
                + (month.subscribers().closing() == 1 ? " subscription" : " subscriptions");
    }

    /** What came in a month and went in the same one is no part of its end: each part is at most what is left. */
    private List<Part> parts() {
        Map<LocalDate, Long> kept = new HashMap<>();
        Map<LocalDate, Long> upgrades = new HashMap<>();
        Map<LocalDate, Long> back = new HashMap<>();
        Map<LocalDate, Long> added = new HashMap<>();
        for (Month month : months()) {
            Recurring mrr = month.mrr();
            long left = mrr.closing().minor();
            left -= part(added, month, mrr.added(), left);
            left -= part(back, month, mrr.reactivated(), left);
            left -= part(upgrades, month, mrr.expansion(), left);
            kept.put(month.start(), left);
        }
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("Kept from before", "", kept));
        parts.add(new Part("Upgrades", sum(upgrades), upgrades));
        parts.add(new Part("Came back", sum(back), back));
        parts.add(new Part("New", sum(added), added));
        return parts;
    }

    private static long part(Map<LocalDate, Long> heights, Month month, Money amount, long left) {
        long height = Math.max(0, Math.min(amount.minor(), left));
        heights.put(month.start(), height);
        return height;
    }

    private String sum(Map<LocalDate, Long> heights) {
        return written(heights.values().stream().mapToLong(Long::longValue).sum());
    }

    private String written(long minor) {
        int decimals = shown == null ? 0 : shown.currency().getDefaultFractionDigits();
        BigDecimal amount = BigDecimal.valueOf(minor, decimals);
        boolean isWhole = amount.stripTrailingZeros().scale() <= 0;
        return String.format(Locale.ENGLISH, "%,." + (isWhole ? 0 : decimals) + "f", amount);
    }
}
