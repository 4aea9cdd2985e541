package dev.tenon.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.BillingReport.InCurrency;
import dev.tenon.ports.billing.BillingReport.Month;
import dev.tenon.ports.billing.BillingReport.PlanRevenue;
import dev.tenon.ports.billing.BillingReport.Recurring;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.NewCreditNote;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever people, staff and the clock do in a year and a half, reports agree with how things stood at the end of each month. */
class BillingReportHistoriesTest {

    private static final LocalDate BEGIN = LocalDate.of(2026, 1, 1);
    private static final int MONTHS = 18;
    private static final int PEOPLE = 8;
    private static final Expected ANY = Expected.any();

    private final BillingHouse billing = new BillingHouse();
    private final TenonInMemory house = billing.house;

    /** How things stood at the end of a month, exactly: what a year brings, and how many bring something. */
    private record Stand(long yearly, long subscribers) {

        Stand with(Subscription subscription) {
            long brings = subscription.yearly().minor();
            return brings == 0 ? this : new Stand(yearly + brings, subscribers + 1);
        }
    }

    private final List<Map<Currency, Stand>> stands = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void movements_add_up_to_what_subscriptions_bring_at_the_end_of_every_month(long seed) {
        live(new Random(seed));

        BillingReport report = billing.billing.reports().report(house.operator, BEGIN, BEGIN.plusMonths(MONTHS));

        assertThat(report.currencies()).hasSize(3);
        for (InCurrency each : report.currencies()) {
            Recurring before = null;
            for (int month = 0; month < MONTHS; month++) {
                Month told = each.months().get(month);
                assertMonth(told, stands.get(month).getOrDefault(each.currency(), new Stand(0, 0)));
                assertThat(told.mrr().opening())
                        .isEqualTo(before == null ? Money.zero(each.currency()) : before.closing());
                before = told.mrr();
            }
        }
        assertInvoiced(report);
        BillingReport late = billing.billing.reports().report(house.operator, BEGIN.plusMonths(7), BEGIN.plusMonths(9));
        for (InCurrency each : late.currencies()) {
            InCurrency whole = report.currencies().stream()
                    .filter(other -> other.currency().equals(each.currency()))
                    .findFirst()
                    .orElseThrow();
            assertThat(each.months())
                    .as("the same as in a longer report")
                    .isEqualTo(whole.months().subList(7, 9));
        }
    }

    private static void assertMonth(Month told, Stand stand) {
        Recurring mrr = told.mrr();
        assertThat(mrr.opening()
                        .plus(mrr.added())
                        .plus(mrr.expansion())
                        .plus(mrr.contraction())
                        .plus(mrr.churned())
                        .plus(mrr.reactivated()))
                .as(told.start().toString())
                .isEqualTo(mrr.closing());
        assertThat(mrr.closing())
                .isEqualTo(new Money(stand.yearly(), mrr.closing().currency()).share(1, 12));
        assertThat(told.subscribers().closing()).isEqualTo(stand.subscribers());
        assertThat(told.subscribers().opening()
                        + told.subscribers().added()
                        + told.subscribers().reactivated()
                        - told.subscribers().churned())
                .isEqualTo(told.subscribers().closing());
        assertThat(told.plans().stream()
                        .map(PlanRevenue::amount)
                        .reduce(Money.zero(told.invoiced().currency()), Money::plus))
                .isEqualTo(told.invoiced());
    }

    private void assertInvoiced(BillingReport report) {
        Map<Currency, Money> charged = new HashMap<>();
        for (Invoice invoice : all(page -> house.storage.invoices().list(InvoiceFilter.all(), page))) {
            if (invoice.status() != InvoiceStatus.VOID && invoice.status() != InvoiceStatus.DRAFT) {
                charged.merge(invoice.currency(), invoice.subtotal(), Money::plus);
                house.storage
                        .invoices()
                        .notes(invoice.id())
                        .forEach(note -> charged.merge(
                                invoice.currency(), note.subtotal().negated(), Money::plus));
            }
        }
        for (InCurrency each : report.currencies()) {
            assertThat(each.months().stream().map(Month::invoiced).reduce(Money.zero(each.currency()), Money::plus))
                    .isEqualTo(charged.getOrDefault(each.currency(), Money.zero(each.currency())));
        }
    }

    // ---- lives

    private void live(Random random) {
        List<Actor> people = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            people.add(house.aPerson("person." + person + "@example.org"));
        }
        List<Plan> plans = List.of(
                billing.plan("Free"),
                billing.plan("Standard"),
                billing.plan("Premium"),
                billing.offer("Odd", 1_001, BillingInterval.YEAR, EndAction.PAUSE),
                billing.offer("Euro", 1_700, BillingInterval.MONTH, EndAction.PAUSE, "EUR"),
                billing.offer("Euros a year", 10_007, BillingInterval.YEAR, EndAction.CANCEL, "EUR"),
                billing.offer("Yen", 501, BillingInterval.YEAR, EndAction.CANCEL, "JPY"));
        LocalDate end = BEGIN.plusMonths(MONTHS);
        for (LocalDate day = BEGIN; day.isBefore(end); day = day.plusDays(1)) {
            Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            if (day.getDayOfMonth() == 1 && day.isAfter(BEGIN)) {
                stands.add(stand());
            }
            house.clock.moveTo(midnight);
            billing.runJobs();
            if (random.nextInt(3) == 0) {
                house.clock.moveTo(midnight.plusSeconds(random.nextInt(80_000)));
            }
            for (Actor person : people) {
                if (random.nextInt(6) == 0) {
                    something(random, person, plans.get(random.nextInt(plans.size())));
                }
            }
        }
        stands.add(stand());
    }

    private Map<Currency, Stand> stand() {
        Map<Currency, Stand> stand = new HashMap<>();
        for (Subscription each : all(page -> house.storage.subscriptions().list(SubscriptionFilter.all(), page))) {
            stand.merge(
                    each.price().currency(),
                    new Stand(0, 0).with(each),
                    (one, other) -> new Stand(one.yearly() + other.yearly(), one.subscribers() + other.subscribers()));
        }
        return stand;
    }

    /** Does something to somebody's subscription, if it can be done. */
    private void something(Random random, Actor person, Plan plan) {
        Subscription live = billing.live(Objects.requireNonNull(person.userId()));
        try {
            if (live.isFree()) {
                NewSubscription wanted = NewSubscription.to(plan.id());
                billing.subscriptions.start(person, random.nextInt(4) == 0 ? wanted.tried() : wanted);
                return;
            }
            switch (random.nextInt(14)) {
                case 0 -> billing.subscriptions.cancel(person, live.id(), ANY);
                case 1 -> billing.subscriptions.cancelAtPeriodEnd(person, live.id(), ANY);
                case 2 -> billing.subscriptions.pause(house.operator, live.id(), ANY);
                case 3, 4 -> billing.subscriptions.resume(house.operator, live.id(), ANY);
                case 5, 6 -> billing.subscriptions.changePlan(person, live.id(), plan.id(), ChangeTime.NOW, null, ANY);
                case 7 ->
                    billing.subscriptions.changePlan(person, live.id(), plan.id(), ChangeTime.PERIOD_END, null, ANY);
                case 8 -> open(live).forEach(id -> billing.decline(live, null));
                case 9 -> billing.giveUp(live);
                case 10 -> credited(random, live);
                default -> billing.pay(live);
            }
        } catch (Refusal refused) {
            assertThat(refused.code()).isNotNull();
        }
    }

    private void credited(Random random, Subscription live) {
        for (InvoiceId id : open(live)) {
            Invoice invoice = house.storage.invoices().find(id).orElseThrow();
            Money part = invoice.total().share(1 + random.nextInt(3), 4);
            house.tenon.invoices().credit(house.operator, id, new NewCreditNote(part, null));
        }
    }

    private List<InvoiceId> open(Subscription live) {
        return house.storage.invoices().open(live.id());
    }

    private static <T> List<T> all(Function<PageRequest, Page<T>> list) {
        List<T> all = new ArrayList<>();
        PageRequest next = PageRequest.first(200);
        while (true) {
            Page<T> page = list.apply(next);
            all.addAll(page.items());
            if (page.nextPosition() == null) {
                return all;
            }
            next = new PageRequest(200, page.nextPosition());
        }
    }
}
