package dev.tenon.core.billing;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.BillingReport.Age;
import dev.tenon.ports.billing.BillingReport.InCurrency;
import dev.tenon.ports.billing.BillingReport.Month;
import dev.tenon.ports.billing.BillingReport.PlanRevenue;
import dev.tenon.ports.billing.BillingReport.Recurring;
import dev.tenon.ports.billing.BillingReport.Subscribers;
import dev.tenon.ports.billing.BillingReport.Trials;
import dev.tenon.ports.billing.BillingReport.Unpaid;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.NewCreditNote;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.payments.NewReceipt;
import dev.tenon.ports.payments.NewRefund;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.Plan;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What reports tell; the clock begins at the first of January 2026. */
class BillingReportsTest {

    private static final Expected ANY = Expected.any();
    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);

    private final BillingHouse billing = new BillingHouse();
    private final TenonInMemory house = billing.house;
    private final Plan standard = billing.plan("Standard");
    private final Plan premium = billing.plan("Premium");
    private final Plan yearly = billing.offer("Yearly", 10_000, BillingInterval.YEAR, EndAction.PAUSE);
    private final Account account = house.anAccount("ana@example.org");
    private final Actor ana = house.signIn("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");

    @Test
    void tells_every_movement_of_a_life_with_upgrade_downgrade_pause_end_and_return() {
        Subscription first = started(ana, standard);
        at("2026-01-10T00:00:00Z");
        started(ben, yearly);
        renewed("2026-02-01T00:00:00Z", first);
        at("2026-02-15T00:00:00Z");
        billing.subscriptions.changePlan(ana, first.id(), premium.id(), ChangeTime.NOW, null, ANY);
        billing.pay(first);
        renewed("2026-03-01T00:00:00Z", first);
        billing.subscriptions.changePlan(ana, first.id(), standard.id(), ChangeTime.PERIOD_END, null, ANY);
        renewed("2026-04-01T00:00:00Z", first);
        at("2026-04-10T00:00:00Z");
        billing.subscriptions.pause(house.operator, first.id(), ANY);
        at("2026-05-10T00:00:00Z");
        billing.subscriptions.resume(house.operator, first.id(), ANY);
        billing.pay(first);
        renewed("2026-06-01T00:00:00Z", first);
        at("2026-06-15T00:00:00Z");
        billing.subscriptions.cancel(ana, first.id(), ANY);
        at("2026-07-01T00:00:00Z");
        started(ana, standard);
        at("2026-08-01T00:00:00Z");

        List<Month> months = usd(report("2026-01-01", "2026-08-01")).months();

        assertThat(months)
                .extracting(Month::mrr)
                .containsExactly(
                        mrr(0, 2_033, 0, 0, 0, 0, 2_033),
                        mrr(2_033, 0, 3_700, 0, 0, 0, 5_733),
                        mrr(5_733, 0, 0, 0, 0, 0, 5_733),
                        mrr(5_733, 0, 0, -3_700, -1_200, 0, 833),
                        mrr(833, 0, 0, 0, 0, 1_200, 2_033),
                        mrr(2_033, 0, 0, 0, -1_200, 0, 833),
                        mrr(833, 0, 0, 0, 0, 1_200, 2_033));
        assertThat(months)
                .extracting(Month::subscribers)
                .containsExactly(
                        new Subscribers(0, 2, 0, 0, 2),
                        new Subscribers(2, 0, 0, 0, 2),
                        new Subscribers(2, 0, 0, 0, 2),
                        new Subscribers(2, 0, 1, 0, 1),
                        new Subscribers(1, 0, 0, 1, 2),
                        new Subscribers(2, 0, 1, 0, 1),
                        new Subscribers(1, 0, 0, 1, 2));
        assertThat(months.get(0).subscriberChurnRate()).as("of nobody").isNull();
        assertThat(months.get(0).revenueChurnRate()).isNull();
        assertThat(months.get(3).subscriberChurnRate()).isEqualTo(new BigDecimal("0.5000"));
        // 588.00 of 688.00 a year.
        assertThat(months.get(3).revenueChurnRate()).isEqualTo(new BigDecimal("0.8547"));
        assertThat(months.stream()
                        .map(month -> month.plans().stream()
                                .map(plan -> plan.plan() + " " + plan.amount().amount())
                                .toList()))
                .containsExactly(
                        List.of("Standard 12.00", "Yearly 100.00"),
                        List.of("Premium 24.50", "Standard 6.00"),
                        List.of("Premium 49.00"),
                        List.of("Standard 3.60"),
                        List.of("Standard 8.52"),
                        List.of("Standard 12.00"),
                        List.of("Standard 12.00"));
        assertThat(months)
                .extracting(Month::invoiced)
                .containsExactly(usd(11_200), usd(3_050), usd(4_900), usd(360), usd(852), usd(1_200), usd(1_200));
    }

    @Test
    void a_year_begins_with_what_was_before_it_and_counts_from_midnight_to_midnight() {
        at("2026-01-31T23:59:59.999999Z");
        started(ana, standard);
        at("2026-02-01T00:00:00Z");
        started(ben, premium);
        at("2026-03-10T00:00:00Z");

        List<Month> months = usd(report("2026-02-01", "2026-04-01")).months();

        assertThat(months).extracting(Month::start).containsExactly(JANUARY.plusMonths(1), JANUARY.plusMonths(2));
        assertThat(months.get(0).mrr()).isEqualTo(mrr(1_200, 4_900, 0, 0, 0, 0, 6_100));
        assertThat(months.get(0).subscribers()).isEqualTo(new Subscribers(1, 1, 0, 0, 2));
        assertThat(months.get(0).invoiced()).as("February alone").isEqualTo(usd(4_900));
    }

    @Test
    void keeps_books_for_each_currency_and_a_change_of_currency_leaves_one_and_comes_in_the_other() {
        Plan euros = billing.offer("Euro", 2_000, BillingInterval.MONTH, EndAction.CANCEL, "EUR");
        Subscription first = started(ana, standard);
        billing.subscriptions.changePlan(ana, first.id(), euros.id(), ChangeTime.PERIOD_END, null, ANY);
        renewed("2026-02-01T00:00:00Z", first);
        billing.subscriptions.changePlan(ana, first.id(), standard.id(), ChangeTime.PERIOD_END, null, ANY);
        renewed("2026-03-01T00:00:00Z", first);

        BillingReport report = report("2026-01-01", "2026-04-01");

        assertThat(report.currencies())
                .extracting(each -> each.currency().getCurrencyCode())
                .containsExactly("EUR", "USD");
        assertThat(usd(report).months())
                .extracting(Month::mrr)
                .containsExactly(
                        mrr(0, 1_200, 0, 0, 0, 0, 1_200),
                        mrr(1_200, 0, 0, 0, -1_200, 0, 0),
                        mrr(0, 0, 0, 0, 0, 1_200, 1_200));
        assertThat(report.currencies().get(0).months())
                .extracting(month -> month.mrr().closing().minor())
                .containsExactly(0L, 2_000L, 0L);
        assertThat(report.currencies().get(0).months())
                .extracting(month -> month.subscribers().closing())
                .containsExactly(0L, 1L, 0L);
    }

    @Test
    void trials_and_what_waits_or_rests_bring_nothing_and_a_trial_that_is_paid_for_is_told() {
        billing.payable.add(account.id());
        Subscription tried = billing.subscriptions.start(
                ana, NewSubscription.to(standard.id()).tried());
        billing.subscriptions.start(ben, NewSubscription.to(yearly.id()).tried());
        at("2026-01-31T00:00:00Z");
        billing.decline(tried, null);
        assertThat(house.storage.subscriptions().find(tried.id()).orElseThrow().status())
                .isEqualTo(SubscriptionStatus.PAST_DUE);
        at("2026-02-02T00:00:00Z");

        Month january = usd(report("2026-01-01", "2026-03-01")).months().get(0);

        assertThat(january.trials()).isEqualTo(new Trials(2, 1));
        assertThat(january.mrr()).as("past due still brings what it costs").isEqualTo(mrr(0, 1_200, 0, 0, 0, 0, 1_200));
        assertThat(house.storage.billingReports()).isNotNull();
        billing.giveUp(tried);
        assertThat(usd(report("2026-01-01", "2026-03-01")).months().get(1).mrr())
                .isEqualTo(mrr(1_200, 0, 0, 0, -1_200, 0, 0));
    }

    @Test
    void takes_credit_notes_off_and_tells_tax_and_money_of_the_month_in_which_they_came_and_went() {
        Subscription first = started(ana, standard);
        at("2026-01-16T12:00:00Z");
        billing.subscriptions.changePlan(ana, first.id(), premium.id(), ChangeTime.NOW, null, ANY);
        Invoice upgrade = billing.invoicesOf(first).get(1);
        house.tenon.payments().note(house.operator, upgrade.id(), new NewReceipt("line 17", null));
        at("2026-02-10T00:00:00Z");
        Money half = upgrade.total().share(1, 2);
        house.tenon.invoices().credit(house.operator, upgrade.id(), new NewCreditNote(half, "goodwill"));
        house.tenon.payments().refund(house.operator, upgrade.id(), new NewRefund(null, usd(100), null));

        List<Month> months = usd(report("2026-01-01", "2026-03-01")).months();

        // Half of the month at the old price and at the new one: 6.00 credited, 24.50 charged.
        assertThat(upgrade.total()).isEqualTo(usd(1_850));
        assertThat(months.get(0).received()).as("of gateways and staff").isEqualTo(usd(1_850));
        assertThat(months.get(1).refunded()).isEqualTo(usd(100));
        assertThat(months.get(0).invoiced()).isEqualTo(usd(1_200 + 1_850));
        // 10.25 of 18.50 are taken back: -13.574 of Premium and +3.324 of Standard, beside a renewal of 49.00.
        assertThat(months.get(1).plans()).extracting(PlanRevenue::amount).containsExactly(usd(4_900 - 1_357), usd(332));
        assertThat(months.get(1).invoiced()).isEqualTo(usd(4_900 - 925 - 100));
        assertThat(Stream.of(months.get(0), months.get(1)).map(Month::tax)).containsOnly(usd(0));
    }

    @Test
    void tells_what_is_unpaid_by_its_age_as_it_was_at_the_end() {
        Subscription first = started(ana, standard);
        // Due two weeks after the first of each month; nobody pays.
        for (int month = 2; month <= 6; month++) {
            at("2026-0" + month + "-01T00:00:00Z");
        }
        at("2026-06-01T12:00:00Z");

        assertThat(usd(report("2026-01-01", "2026-07-01")).unpaid())
                .containsExactly(
                        new Unpaid(Age.NOT_DUE, 1, usd(1_200)),
                        new Unpaid(Age.DAYS_1_TO_30, 1, usd(1_200)),
                        new Unpaid(Age.DAYS_31_TO_60, 1, usd(1_200)),
                        new Unpaid(Age.DAYS_61_TO_90, 1, usd(1_200)),
                        new Unpaid(Age.OVER_90_DAYS, 1, usd(1_200)));
        billing.pay(first);
        assertThat(usd(report("2026-01-01", "2026-07-01")).unpaid())
                .extracting(Unpaid::invoices)
                .containsOnly(0L);
        assertThat(usd(report("2026-01-01", "2026-04-01")).unpaid())
                .as("as it was when March ended")
                .extracting(Unpaid::invoices)
                .containsExactly(0L, 1L, 1L, 0L, 0L);
    }

    @Test
    void tells_of_twelve_months_up_to_the_present_one_if_nothing_is_said() {
        at("2027-02-10T00:00:00Z");

        BillingReport report = billing.billing.reports().report(house.operator, null, null);

        assertThat(report.from()).isEqualTo("2026-03-01");
        assertThat(report.to()).isEqualTo("2027-03-01");
        assertThat(report.asOf()).isEqualTo("2027-02-10T00:00:00Z");
        assertThat(report.currencies()).isEmpty();
    }

    @Test
    void cuts_off_what_was_not_asked_for_and_what_lies_ahead() {
        started(ana, standard);
        at("2026-03-10T00:00:00Z");

        BillingReport report = report("2026-01-15", "2026-12-01");

        assertThat(report.to()).isEqualTo("2026-04-01");
        assertThat(usd(report).months())
                .extracting(Month::start)
                .containsExactly(LocalDate.of(2026, 1, 15), LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1));
        assertThat(usd(report("2026-01-15", "2026-01-20")).months())
                .singleElement()
                .satisfies(month -> assertThat(month.end()).isEqualTo("2026-01-20"));
    }

    @Test
    void refuses_too_many_months_and_a_time_that_is_none() {
        at("2032-01-01T00:00:00Z");

        assertRefused(RequestRefusal.INVALID, () -> report("2026-12-31", "2032-01-01"));
        assertRefused(RequestRefusal.INVALID, () -> report("2031-02-01", "2031-02-01"));
        assertRefused(RequestRefusal.INVALID, () -> report("2031-02-01", "2031-01-01"));
        assertRefused(RequestRefusal.INVALID, () -> report("2032-01-02", "2033-01-01"));
        assertThat(report("2027-01-01", "2032-01-01").currencies()).isEmpty();
    }

    @Test
    void is_for_those_who_read_everybodys_invoices() {
        assertRefused(RequestRefusal.FORBIDDEN, () -> billing.billing.reports().report(ana, null, null));
        assertRefused(
                RequestRefusal.UNAUTHENTICATED, () -> billing.billing.reports().report(house.anonymous, null, null));
    }

    private void at(String instant) {
        house.clock.moveTo(Instant.parse(instant));
        billing.runJobs();
    }

    private void renewed(String instant, Subscription subscription) {
        at(instant);
        billing.pay(subscription);
    }

    private Subscription started(Actor person, Plan plan) {
        Subscription begun = billing.subscriptions.start(person, NewSubscription.to(plan.id()));
        billing.pay(begun);
        return begun;
    }

    private BillingReport report(String from, String to) {
        return billing.billing.reports().report(house.operator, LocalDate.parse(from), LocalDate.parse(to));
    }

    private static InCurrency usd(BillingReport report) {
        return report.currencies().stream()
                .filter(each -> each.currency().equals(USD))
                .findFirst()
                .orElseThrow();
    }

    private static Money usd(long minor) {
        return new Money(minor, USD);
    }

    private static Recurring mrr(
            long opening, long added, long expansion, long contraction, long churned, long reactivated, long closing) {
        return new Recurring(
                usd(opening),
                usd(added),
                usd(expansion),
                usd(contraction),
                usd(churned),
                usd(reactivated),
                usd(closing));
    }
}
