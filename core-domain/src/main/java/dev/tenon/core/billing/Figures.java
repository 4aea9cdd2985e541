package dev.tenon.core.billing;

import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.BillingReport.Age;
import dev.tenon.ports.billing.BillingReport.InCurrency;
import dev.tenon.ports.billing.BillingReport.Month;
import dev.tenon.ports.billing.BillingReport.PlanRevenue;
import dev.tenon.ports.billing.BillingReport.Trials;
import dev.tenon.ports.billing.BillingReport.Unpaid;
import dev.tenon.ports.billing.spi.BillingReportStore.MoneySum;
import dev.tenon.ports.billing.spi.BillingReportStore.Movement;
import dev.tenon.ports.billing.spi.BillingReportStore.PlanSum;
import dev.tenon.ports.billing.spi.BillingReportStore.TrialCount;
import dev.tenon.ports.billing.spi.BillingReportStore.UnpaidSum;
import dev.tenon.ports.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;

/** A report out of its sums: a pure function. */
record Figures(
        ReportSpan span,
        List<Movement> movements,
        List<TrialCount> trials,
        List<PlanSum> revenue,
        List<MoneySum> money,
        List<UnpaidSum> unpaid) {

    /** Sums are exact or have this many decimals at least: what is beyond is no part of them. */
    private static final int EXACT_DECIMALS = 9;

    private static final Comparator<PlanSum> BY_PLAN = Comparator.comparing(
                    PlanSum::plan, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(sum -> String.valueOf(sum.planId()));

    /** In the order in which a store tells them apart by the instants of {@link ReportSpan#dueBounds}. */
    private static final List<Age> AGES =
            List.of(Age.OVER_90_DAYS, Age.DAYS_61_TO_90, Age.DAYS_31_TO_60, Age.DAYS_1_TO_30, Age.NOT_DUE);

    BillingReport report() {
        return new BillingReport(
                span.start(0),
                span.end(span.count() - 1),
                span.zone(),
                span.asOf(),
                currencies().map(this::in).toList());
    }

    private Stream<Currency> currencies() {
        return Stream.of(
                        movements.stream().map(Movement::currency),
                        trials.stream().map(TrialCount::currency),
                        revenue.stream().map(PlanSum::currency),
                        money.stream().map(MoneySum::currency),
                        unpaid.stream().map(UnpaidSum::currency))
                .flatMap(each -> each)
                .distinct()
                .sorted(Comparator.comparing(Currency::getCurrencyCode));
    }

    private InCurrency in(Currency currency) {
        RunningRevenue running = new RunningRevenue(
                currency,
                movements.stream()
                        .filter(movement -> movement.currency().equals(currency))
                        .toList());
        List<Month> months = new ArrayList<>();
        for (int month = 1; month <= span.count(); month++) {
            months.add(month(month, currency, running.next(month)));
        }
        return new InCurrency(currency, months, ages(currency));
    }

    private Month month(int month, Currency currency, RunningRevenue.Month recurring) {
        List<PlanRevenue> plans = plans(revenue.stream()
                .filter(sum -> sum.month() == month && sum.currency().equals(currency))
                .sorted(BY_PLAN)
                .toList());
        Money zero = Money.zero(currency);
        MoneySum sums = money.stream()
                .filter(sum -> sum.month() == month && sum.currency().equals(currency))
                .findFirst()
                .orElse(new MoneySum(month, currency, zero, zero, zero));
        Trials tried = trials.stream()
                .filter(count -> count.month() == month && count.currency().equals(currency))
                .findFirst()
                .map(count -> new Trials(count.begun(), count.converted()))
                .orElse(new Trials(0, 0));
        return new Month(
                span.start(month - 1),
                span.end(month - 1),
                recurring.mrr(),
                recurring.subscribers(),
                recurring.subscriberChurnRate(),
                recurring.revenueChurnRate(),
                tried,
                plans.stream().map(PlanRevenue::amount).reduce(zero, Money::plus),
                plans,
                sums.tax(),
                sums.received(),
                sums.refunded());
    }

    /** What credit notes took back is a fraction for each plan, and whole for all: running totals of it are rounded. */
    private static List<PlanRevenue> plans(List<PlanSum> sums) {
        List<PlanRevenue> plans = new ArrayList<>();
        BigDecimal noted = BigDecimal.ZERO;
        for (PlanSum sum : sums) {
            Money before = rounded(noted, sum.currency());
            noted = noted.add(sum.noted());
            Money net = sum.net().minus(rounded(noted, sum.currency()).minus(before));
            plans.add(new PlanRevenue(sum.planId(), sum.plan(), net));
        }
        return plans;
    }

    private static Money rounded(BigDecimal amount, Currency currency) {
        return Money.of(
                amount.setScale(EXACT_DECIMALS, RoundingMode.HALF_UP)
                        .setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP),
                currency);
    }

    private List<Unpaid> ages(Currency currency) {
        List<Unpaid> ages = new ArrayList<>();
        for (Age age : Age.values()) {
            ages.add(unpaid.stream()
                    .filter(sum -> sum.currency().equals(currency) && AGES.get(sum.age()) == age)
                    .findFirst()
                    .map(sum -> new Unpaid(age, sum.invoices(), sum.due()))
                    .orElse(new Unpaid(age, 0, Money.zero(currency))));
        }
        return ages;
    }
}
