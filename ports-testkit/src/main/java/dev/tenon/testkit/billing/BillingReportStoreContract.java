package dev.tenon.testkit.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionChange;
import dev.tenon.ports.billing.SubscriptionChangeKind;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.billing.spi.BillingReportStore;
import dev.tenon.ports.billing.spi.BillingReportStore.MoneySum;
import dev.tenon.ports.billing.spi.BillingReportStore.Months;
import dev.tenon.ports.billing.spi.BillingReportStore.Movement;
import dev.tenon.ports.billing.spi.BillingReportStore.PlanSum;
import dev.tenon.ports.billing.spi.BillingReportStore.TrialCount;
import dev.tenon.ports.billing.spi.BillingReportStore.UnpaidSum;
import dev.tenon.ports.billing.spi.SubscriptionChangeStore;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceCredit;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.kernel.TrialId;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.PaymentTrigger;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store does that keeps changes of recurring revenue, and that sums up what reports tell. */
public abstract class BillingReportStoreContract extends StorageContract {

    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Months MONTHS = new Months(List.of(START, FEBRUARY), MARCH);
    private static final Instant BEFORE = START.minusSeconds(1);
    private static final Instant LATER = START.plus(Duration.ofDays(3));

    // ---- changes

    @Test
    void finds_the_last_change_of_a_subscription_as_it_was_added() {
        Subscription subscription = aSubscription(anAccount(), SubscriptionStatus.ACTIVE, START);
        assertThat(changes().last(subscription.id())).isEmpty();

        SubscriptionChange first = change(subscription, 1, START, SubscriptionChangeKind.NEW, usd(0), usd(14_400));
        SubscriptionChange second = change(subscription, 2, START, SubscriptionChangeKind.CHURNED, usd(14_400), usd(0));
        change(() -> changes().append(first));
        assertThat(changes().last(subscription.id())).contains(first);
        change(() -> {
            changes().append(second);
            assertThat(changes().last(subscription.id()))
                    .as("within the commit")
                    .contains(second);
        });

        assertThat(changes().last(subscription.id())).contains(second);
        rollBack(() ->
                changes().append(change(subscription, 3, LATER, SubscriptionChangeKind.REACTIVATED, usd(0), usd(1))));
        assertThat(changes().last(subscription.id())).contains(second);
    }

    @Test
    void knows_who_has_paid_in_which_currency() {
        Account ana = anAccount();
        Account ben = anAccount();
        Subscription canceled = aSubscription(ana, SubscriptionStatus.CANCELED, START);
        aSubscription(ana, SubscriptionStatus.ACTIVE, START);
        change(() -> changes().append(change(canceled, 1, START, SubscriptionChangeKind.NEW, usd(0), usd(100))));

        assertThat(changes().hasPaid(ana.id(), USD)).isTrue();
        assertThat(changes().hasPaid(ana.id(), EUR)).isFalse();
        assertThat(changes().hasPaid(ben.id(), USD)).isFalse();
    }

    // ---- sums

    @Test
    void sums_up_movements_by_month_currency_and_kind_and_what_was_before() {
        assertThat(reports().movements(MONTHS)).isEmpty();
        moved(BEFORE, SubscriptionChangeKind.NEW, usd(0), usd(14_400));
        moved(START, SubscriptionChangeKind.NEW, usd(0), usd(1_001));
        moved(FEBRUARY.minusNanos(1_000), SubscriptionChangeKind.NEW, usd(0), usd(1_000));
        moved(FEBRUARY, SubscriptionChangeKind.CHURNED, usd(1_001), usd(0));
        moved(FEBRUARY, SubscriptionChangeKind.NEW, eur(0), eur(700));
        moved(MARCH, SubscriptionChangeKind.NEW, usd(0), usd(9));

        assertThat(reports().movements(MONTHS))
                .containsExactlyInAnyOrder(
                        new Movement(0, USD, SubscriptionChangeKind.NEW, 1, usd(14_400)),
                        new Movement(1, USD, SubscriptionChangeKind.NEW, 2, usd(2_001)),
                        new Movement(2, USD, SubscriptionChangeKind.CHURNED, 1, usd(-1_001)),
                        new Movement(2, EUR, SubscriptionChangeKind.NEW, 1, eur(700)));
    }

    @Test
    void counts_trials_and_those_that_were_paid_for() {
        Account ana = anAccount();
        Account ben = anAccount();
        Subscription tried = stored(Fixtures.aSubscription(ana.id(), standard(), SubscriptionStatus.ACTIVE, START)
                .triedUntil(FEBRUARY));
        aTrial(ana, START);
        aTrial(ben, FEBRUARY);
        aTrial(anAccount(), BEFORE);
        aTrial(anAccount(), MARCH);
        change(() -> changes().append(change(tried, 1, FEBRUARY, SubscriptionChangeKind.NEW, usd(0), usd(5))));
        change(() -> changes().append(change(tried, 2, FEBRUARY, SubscriptionChangeKind.EXPANSION, usd(5), usd(6))));
        moved(FEBRUARY, SubscriptionChangeKind.NEW, usd(0), usd(1));

        assertThat(reports().trials(MONTHS))
                .containsExactlyInAnyOrder(new TrialCount(1, USD, 1, 0), new TrialCount(2, USD, 1, 1));
    }

    @Test
    void sums_up_lines_by_plan_without_tax_and_spreads_credit_notes_over_them() {
        Subscription subscription = aSubscription(anAccount(), SubscriptionStatus.ACTIVE, START);
        Plan premium = plan("Premium");
        Invoice invoice = finalized(
                subscription,
                LATER,
                new TaxRate(BigDecimal.TEN, true),
                line(6_600, 600).forPlan(premium.id()),
                line(-2_200, -200).forPlan(standard().id()),
                line(1_100, 100));
        finalized(subscription, BEFORE, TaxRate.NONE, line(1, 0));
        finalized(subscription, MARCH, TaxRate.NONE, line(1, 0));
        withdrawn(finalized(subscription, LATER, TaxRate.NONE, line(77, 0)));
        // A third of 50.00 without tax.
        noted(invoice, FEBRUARY, usd(1_667), usd(167));
        noted(invoice, MARCH, usd(100), usd(10));

        List<PlanSum> sums = reports().revenue(MONTHS);

        assertThat(sums)
                .extracting(
                        sum -> sum.month() + " " + sum.plan() + " " + sum.net().minor() + " "
                                + sum.noted().setScale(9, RoundingMode.HALF_UP).toPlainString())
                .containsExactlyInAnyOrder(
                        "1 Premium 6000 0.000000000",
                        "1 Standard -2000 0.000000000",
                        "1 null 1000 0.000000000",
                        "2 Premium 0 20.004000000",
                        "2 Standard 0 -6.668000000",
                        "2 null 0 3.334000000");
        assertThat(sums)
                .extracting(PlanSum::planId)
                .containsOnly(premium.id(), standard().id(), null);
        assertThat(reports().money(MONTHS))
                .containsExactlyInAnyOrder(
                        new MoneySum(1, USD, usd(500), usd(0), usd(0)),
                        new MoneySum(2, USD, usd(-167), usd(0), usd(0)));
    }

    @Test
    void sums_up_what_came_in_and_what_went_back() {
        Subscription subscription = aSubscription(anAccount(), SubscriptionStatus.ACTIVE, START);
        Invoice invoice = finalized(subscription, BEFORE, TaxRate.NONE, line(10_000, 0));
        Payment payment = paid(invoice, PaymentStatus.SUCCEEDED, START, usd(900));
        paid(invoice, PaymentStatus.SUCCEEDED, FEBRUARY, usd(50));
        paid(invoice, PaymentStatus.DECLINED_HARD, START, usd(1));
        paid(invoice, PaymentStatus.SUCCEEDED, MARCH, usd(2));
        refunded(payment, RefundStatus.SUCCEEDED, FEBRUARY, usd(300));
        refunded(payment, RefundStatus.FAILED, FEBRUARY, usd(4));
        refunded(payment, RefundStatus.PENDING, FEBRUARY, usd(5));

        assertThat(reports().money(MONTHS))
                .containsExactlyInAnyOrder(
                        new MoneySum(1, USD, usd(0), usd(900), usd(0)),
                        new MoneySum(2, USD, usd(0), usd(50), usd(300)));
    }

    @Test
    void sums_up_what_was_to_be_paid_at_an_instant_by_when_it_was_due() {
        Subscription subscription = aSubscription(anAccount(), SubscriptionStatus.ACTIVE, START);
        // Each is due two weeks after it is finalized.
        Duration fortnight = Duration.ofDays(14);
        Invoice open = finalized(subscription, START, TaxRate.NONE, line(1_000, 0));
        Invoice partly = finalized(subscription, START.plusSeconds(1), TaxRate.NONE, line(2_000, 0));
        paid(partly, PaymentStatus.SUCCEEDED, LATER, usd(500));
        noted(partly, LATER, usd(300), usd(0));
        paid(partly, PaymentStatus.SUCCEEDED, MARCH, usd(1_200));
        settled(partly, MARCH);
        finalized(subscription, MARCH, TaxRate.NONE, line(7, 0));
        withdrawn(finalized(subscription, START, TaxRate.NONE, line(77, 0)));

        List<Instant> bounds =
                List.of(START.plus(fortnight), START.plus(fortnight).plusSeconds(1), FEBRUARY, MARCH);
        assertThat(reports().unpaid(FEBRUARY, bounds))
                .containsExactlyInAnyOrder(new UnpaidSum(1, USD, 1, usd(1_000)), new UnpaidSum(2, USD, 1, usd(1_200)));
        assertThat(reports().unpaid(MARCH, bounds))
                .as("paid at that instant, and not before it")
                .contains(new UnpaidSum(2, USD, 1, usd(1_200)));
        assertThat(reports().unpaid(MARCH.plusSeconds(1), bounds))
                .containsExactlyInAnyOrder(new UnpaidSum(1, USD, 1, usd(1_000)), new UnpaidSum(4, USD, 1, usd(7)));
        assertThat(reports().unpaid(START, bounds)).isEmpty();
        assertThat(open.status()).isEqualTo(InvoiceStatus.PENDING);
    }

    // ---- what there is

    private BillingReportStore reports() {
        return storage.billingReports();
    }

    private SubscriptionChangeStore changes() {
        return storage.subscriptionChanges();
    }

    private Plan plan(String name) {
        return storage.plans().findByName(name).orElseThrow();
    }

    private Plan standard() {
        return plan("Standard");
    }

    private Subscription aSubscription(Account account, SubscriptionStatus status, Instant at) {
        return stored(Fixtures.aSubscription(account.id(), standard(), status, at));
    }

    private Subscription stored(Subscription subscription) {
        change(() -> storage.subscriptions().insert(subscription));
        return subscription;
    }

    private void moved(Instant at, SubscriptionChangeKind kind, Money before, Money after) {
        Subscription subscription = aSubscription(anAccount(), SubscriptionStatus.ACTIVE, START);
        change(() -> changes().append(change(subscription, 1, at, kind, before, after)));
    }

    private static SubscriptionChange change(
            Subscription subscription, int number, Instant at, SubscriptionChangeKind kind, Money before, Money after) {
        PlanId plan = subscription.planId();
        return new SubscriptionChange(
                subscription.id(),
                number,
                at,
                kind,
                before.minor() == 0 ? null : plan,
                after.minor() == 0 ? null : plan,
                before,
                after);
    }

    private void aTrial(Account account, Instant at) {
        Trial trial = new Trial(
                new TrialId(Fixtures.anId()),
                account.id(),
                null,
                standard().id(),
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 1, 15),
                true,
                at);
        assertThat(commit(() -> storage.trials().insert(trial, Fixtures.aDigest())))
                .isTrue();
    }

    private static InvoiceLine line(long amount, long tax) {
        return new InvoiceLine("A line", 1, usd(amount), usd(amount), usd(tax), null, null, false);
    }

    private Invoice finalized(Subscription subscription, Instant at, TaxRate rate, InvoiceLine... lines) {
        Money amounts = usd(0);
        Money tax = usd(0);
        for (InvoiceLine line : lines) {
            amounts = amounts.plus(line.amount());
            tax = tax.plus(line.tax());
        }
        Invoice bare = Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, amounts, at);
        Money subtotal = rate.inclusive() ? amounts.minus(tax) : amounts;
        Invoice draft =
                written(bare, InvoiceStatus.DRAFT, rate, subtotal, tax, subtotal.plus(tax), null, null, List.of(lines));
        return commit(() -> {
            storage.invoices().insert(draft);
            return storage.invoices()
                    .update(Fixtures.finalized(draft, storage.invoices().nextNumber(), at));
        });
    }

    private void withdrawn(Invoice invoice) {
        change(() -> storage.invoices().update(closed(invoice, InvoiceStatus.VOID, null)));
    }

    private void settled(Invoice invoice, Instant at) {
        change(() -> storage.invoices().update(closed(invoice, InvoiceStatus.PAID, at)));
    }

    private static Invoice closed(Invoice invoice, InvoiceStatus status, @Nullable Instant paidAt) {
        return written(
                invoice,
                status,
                invoice.taxRate(),
                invoice.subtotal(),
                invoice.tax(),
                invoice.total(),
                invoice.number(),
                paidAt,
                invoice.lines());
    }

    private static Invoice written(
            Invoice invoice,
            InvoiceStatus status,
            TaxRate rate,
            Money subtotal,
            Money tax,
            Money total,
            @Nullable Long number,
            @Nullable Instant paidAt,
            List<InvoiceLine> lines) {
        return new Invoice(
                invoice.id(),
                invoice.userId(),
                invoice.organizationId(),
                invoice.subscriptionId(),
                number,
                invoice.kind(),
                status,
                invoice.periodStart(),
                invoice.periodEnd(),
                rate,
                subtotal,
                tax,
                total,
                invoice.amountPaid(),
                InvoiceCredit.none(total.currency()),
                invoice.dueAt(),
                invoice.finalizedAt(),
                paidAt,
                0,
                null,
                invoice.createdAt(),
                invoice.updatedAt(),
                invoice.revision(),
                lines);
    }

    private void noted(Invoice invoice, Instant at, Money subtotal, Money tax) {
        change(() -> storage.invoices()
                .insert(new CreditNote(
                        new CreditNoteId(Fixtures.anId()),
                        invoice.id(),
                        storage.invoices().nextNoteNumber(),
                        subtotal,
                        tax,
                        subtotal.plus(tax),
                        usd(0),
                        usd(0),
                        null,
                        at)));
    }

    private Payment paid(Invoice invoice, PaymentStatus status, Instant at, Money amount) {
        InvoiceId id = invoice.id();
        Payment payment = new Payment(
                new PaymentId(Fixtures.anId()),
                id,
                1,
                PaymentTrigger.SCHEDULE,
                "sandbox",
                null,
                status,
                amount,
                usd(0),
                null,
                null,
                null,
                START,
                at,
                0,
                null);
        return commit(() -> storage.payments().insert(payment, null)).orElseThrow();
    }

    private void refunded(Payment payment, RefundStatus status, Instant at, Money amount) {
        boolean isPending = status == RefundStatus.PENDING;
        change(() -> storage.refunds()
                .insert(
                        new Refund(
                                new RefundId(Fixtures.anId()),
                                payment.invoiceId(),
                                payment.id(),
                                status,
                                amount,
                                null,
                                null,
                                null,
                                START,
                                isPending ? null : at,
                                0,
                                isPending ? at : null),
                        null));
    }

    private static Money usd(long minor) {
        return new Money(minor, USD);
    }

    private static Money eur(long minor) {
        return new Money(minor, EUR);
    }
}
