package dev.tenon.rest.billing;

import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.BillingReport.InCurrency;
import dev.tenon.ports.billing.BillingReport.Month;
import dev.tenon.ports.billing.BillingReport.PlanRevenue;
import dev.tenon.ports.billing.BillingReport.Recurring;
import dev.tenon.ports.billing.BillingReport.Subscribers;
import dev.tenon.ports.billing.BillingReport.Trials;
import dev.tenon.ports.billing.BillingReport.Unpaid;
import dev.tenon.ports.kernel.Money;
import dev.tenon.rest.json.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as clients see it. */
record BillingReportResponse(
        LocalDate from, LocalDate to, String timeZone, Instant asOf, List<CurrencyResponse> currencies) {

    static BillingReportResponse from(BillingReport report) {
        return new BillingReportResponse(
                report.from(),
                report.to(),
                report.zone().getId(),
                report.asOf(),
                report.currencies().stream().map(CurrencyResponse::from).toList());
    }

    record CurrencyResponse(String currency, List<MonthResponse> months, List<UnpaidResponse> unpaid) {

        static CurrencyResponse from(InCurrency each) {
            return new CurrencyResponse(
                    each.currency().getCurrencyCode(),
                    each.months().stream().map(MonthResponse::from).toList(),
                    each.unpaid().stream().map(UnpaidResponse::from).toList());
        }
    }

    record MonthResponse(
            LocalDate start,
            LocalDate end,
            Recurring mrr,
            Subscribers subscribers,
            @Nullable String subscriberChurnRate,
            @Nullable String revenueChurnRate,
            Trials trials,
            Money invoiced,
            List<PlanRevenue> plans,
            Money tax,
            Money received,
            Money refunded) {

        static MonthResponse from(Month month) {
            return new MonthResponse(
                    month.start(),
                    month.end(),
                    month.mrr(),
                    month.subscribers(),
                    rate(month.subscriberChurnRate()),
                    rate(month.revenueChurnRate()),
                    month.trials(),
                    month.invoiced(),
                    month.plans(),
                    month.tax(),
                    month.received(),
                    month.refunded());
        }

        private static @Nullable String rate(@Nullable BigDecimal rate) {
            return rate == null ? null : rate.toPlainString();
        }
    }

    record UnpaidResponse(String age, long invoices, Money due) {

        static UnpaidResponse from(Unpaid unpaid) {
            return new UnpaidResponse(Words.of(unpaid.age()), unpaid.invoices(), unpaid.due());
        }
    }
}
