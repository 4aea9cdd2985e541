package dev.tenon.cli.billing;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.Output;
import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.BillingReport.InCurrency;
import dev.tenon.ports.billing.BillingReport.Month;
import dev.tenon.ports.billing.BillingReport.PlanRevenue;
import dev.tenon.ports.billing.BillingReport.Recurring;
import dev.tenon.ports.billing.BillingReport.Subscribers;
import dev.tenon.ports.billing.BillingReport.Unpaid;
import dev.tenon.ports.kernel.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report for people, as tables, and for scripts, as HTTP gives it. */
final class ReportTables {

    static final String BY_HAND = "by hand";

    private static final int MONTH_LENGTH = "2026-11".length();
    private static final String NOTHING_TO_TELL = "Nothing was sold in this time.";

    private static final List<Field<BillingReport>> SCRIPTED = List.of(
            Field.scripted("from", BillingReport::from),
            Field.scripted("to", BillingReport::to),
            Field.scripted("timeZone", report -> report.zone().getId()),
            Field.scripted("asOf", BillingReport::asOf),
            Field.scripted(
                    "currencies",
                    report -> report.currencies().stream()
                            .map(ReportTables::scripted)
                            .toList()));

    private record Row(String currency, Month month) {}

    private record PlanRow(String currency, Month month, PlanRevenue plan) {}

    private record AgeRow(String currency, Unpaid unpaid) {}

    private static final List<Field<Row>> MONTHS = List.of(
            column("Currency", Row::currency),
            column("Month", row -> name(row.month())),
            amount("MRR", month -> month.mrr().closing()),
            amount("New", month -> month.mrr().added()),
            amount("Upgrades", month -> month.mrr().expansion()),
            amount("Downgrades", month -> month.mrr().contraction()),
            amount("Churned", month -> month.mrr().churned()),
            amount("Back", month -> month.mrr().reactivated()),
            column("Paying", row -> row.month().subscribers().closing()),
            column("Churn", row -> percent(row.month().subscriberChurnRate())),
            column("Revenue churn", row -> percent(row.month().revenueChurnRate())),
            column("Trials", row -> row.month().trials().begun()),
            column("Converted", row -> row.month().trials().converted()),
            amount("Invoiced", Month::invoiced),
            amount("Tax", Month::tax),
            amount("Received", Month::received),
            amount("Refunded", Month::refunded));

    private static final List<Field<PlanRow>> PLANS = List.of(
            column("Currency", PlanRow::currency),
            column("Month", row -> name(row.month())),
            column("Plan", row -> Objects.requireNonNullElse(row.plan().plan(), BY_HAND)),
            column("Invoiced", row -> row.plan().amount().amount().toPlainString()));

    private static final List<Field<AgeRow>> AGES = List.of(
            column("Currency", AgeRow::currency),
            column("Unpaid", row -> words(row.unpaid().age().name())),
            column("Invoices", row -> row.unpaid().invoices()),
            column("Due", row -> row.unpaid().due().amount().toPlainString()));

    private ReportTables() {}

    static void print(Output output, BillingReport report) {
        List<Row> months = new ArrayList<>();
        List<PlanRow> plans = new ArrayList<>();
        List<AgeRow> ages = new ArrayList<>();
        for (InCurrency each : report.currencies()) {
            String code = each.currency().getCurrencyCode();
            for (Month month : each.months()) {
                months.add(new Row(code, month));
                month.plans().forEach(plan -> plans.add(new PlanRow(code, month, plan)));
            }
            each.unpaid().forEach(unpaid -> ages.add(new AgeRow(code, unpaid)));
        }
        output.tabled(report, SCRIPTED, months.iterator(), MONTHS, NOTHING_TO_TELL);
        if (!months.isEmpty()) {
            output.alsoTabled("Invoiced by plan, without tax", plans.iterator(), PLANS);
            output.alsoTabled("Unpaid at " + report.asOf() + ", by age", ages.iterator(), AGES);
        }
    }

    /** A month in which all that was asked for lies is named; of another one, so is the day. */
    static String name(Month month) {
        boolean isWhole = month.start().getDayOfMonth() == 1 && month.end().getDayOfMonth() == 1;
        return isWhole
                ? month.start().toString().substring(0, MONTH_LENGTH)
                : month.start() + " to " + month.end().minusDays(1);
    }

    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static <R> Field<R> column(String title, Function<R, @Nullable Object> value) {
        return Field.tabled(title, Look.WHOLE, value);
    }

    private static Field<Row> amount(String title, Function<Month, Money> value) {
        return column(title, row -> value.apply(row.month()).amount().toPlainString());
    }

    private static @Nullable String percent(@Nullable BigDecimal rate) {
        return rate == null ? null : rate.movePointRight(2).toPlainString() + " %";
    }

    // ---- as HTTP gives it

    private static Map<String, Object> scripted(InCurrency each) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("currency", each.currency().getCurrencyCode());
        object.put("months", each.months().stream().map(ReportTables::scripted).toList());
        object.put(
                "unpaid",
                each.unpaid().stream()
                        .map(unpaid -> Map.of(
                                "age", unpaid.age().name().toLowerCase(Locale.ROOT),
                                "invoices", unpaid.invoices(),
                                "due", unpaid.due()))
                        .toList());
        return object;
    }

    private static Map<String, @Nullable Object> scripted(Month month) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("start", month.start());
        object.put("end", month.end());
        object.put("mrr", scripted(month.mrr()));
        object.put("subscribers", scripted(month.subscribers()));
        object.put("subscriberChurnRate", plain(month.subscriberChurnRate()));
        object.put("revenueChurnRate", plain(month.revenueChurnRate()));
        object.put(
                "trials",
                Map.of(
                        "begun", month.trials().begun(),
                        "converted", month.trials().converted()));
        object.put("invoiced", month.invoiced());
        object.put("plans", month.plans().stream().map(ReportTables::scripted).toList());
        object.put("tax", month.tax());
        object.put("received", month.received());
        object.put("refunded", month.refunded());
        return object;
    }

    private static Map<String, Object> scripted(Recurring mrr) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("opening", mrr.opening());
        object.put("added", mrr.added());
        object.put("expansion", mrr.expansion());
        object.put("contraction", mrr.contraction());
        object.put("churned", mrr.churned());
        object.put("reactivated", mrr.reactivated());
        object.put("closing", mrr.closing());
        return object;
    }

    private static Map<String, Object> scripted(Subscribers subscribers) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("opening", subscribers.opening());
        object.put("added", subscribers.added());
        object.put("churned", subscribers.churned());
        object.put("reactivated", subscribers.reactivated());
        object.put("closing", subscribers.closing());
        return object;
    }

    private static Map<String, @Nullable Object> scripted(PlanRevenue plan) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("planId", plan.planId() == null ? null : plan.planId().toString());
        object.put("plan", plan.plan());
        object.put("amount", plan.amount());
        return object;
    }

    private static @Nullable String plain(@Nullable BigDecimal rate) {
        return rate == null ? null : rate.toPlainString();
    }
}
