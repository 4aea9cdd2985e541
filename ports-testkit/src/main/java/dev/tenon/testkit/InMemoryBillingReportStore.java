package dev.tenon.testkit;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionChange;
import dev.tenon.ports.billing.SubscriptionChangeKind;
import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.billing.spi.BillingReportStore;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Tables.PaymentRow;
import dev.tenon.testkit.Tables.RefundRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryBillingReportStore implements BillingReportStore {

    private final Tables tables;

    InMemoryBillingReportStore(Tables tables) {
        this.tables = tables;
    }

    private record MovementKey(int month, Currency currency, SubscriptionChangeKind kind) {}

    private record MonthKey(int month, Currency currency) {}

    private record PlanKey(
            int month, Currency currency, @Nullable PlanId plan) {}

    private record PlanAmounts(BigDecimal net, BigDecimal noted) {

        PlanAmounts plus(PlanAmounts other) {
            return new PlanAmounts(net.add(other.net), noted.add(other.noted));
        }
    }

    @Override
    public List<Movement> movements(Months months) {
        Map<MovementKey, Movement> sums = new LinkedHashMap<>();
        changes().filter(change -> change.at().isBefore(months.end())).forEach(change -> {
            Money by = change.yearlyAfter().minus(change.yearlyBefore());
            MovementKey key = new MovementKey(bucket(change.at(), months.starts()), by.currency(), change.kind());
            sums.merge(
                    key,
                    new Movement(key.month(), key.currency(), key.kind(), 1, by),
                    (one, other) -> new Movement(
                            one.month(),
                            one.currency(),
                            one.kind(),
                            one.count() + other.count(),
                            one.yearly().plus(other.yearly())));
        });
        return List.copyOf(sums.values());
    }

    private Stream<SubscriptionChange> changes() {
        return tables.subscriptionChanges.rows(any -> true).stream().flatMap(List::stream);
    }

    @Override
    public List<TrialCount> trials(Months months) {
        Map<MonthKey, TrialCount> counts = new LinkedHashMap<>();
        for (Trial trial : tables.trials.rows(trial -> within(trial.createdAt(), months))) {
            Plan plan = tables.plans.find(trial.planId()).orElseThrow();
            count(
                    counts,
                    bucket(trial.createdAt(), months.starts()),
                    plan.price().currency(),
                    1,
                    0);
        }
        changes()
                .filter(change -> change.number() == 1 && within(change.at(), months))
                .forEach(change -> {
                    Subscription subscription =
                            tables.subscriptions.find(change.subscriptionId()).orElseThrow();
                    if (subscription.trialEnd() != null) {
                        int month = bucket(change.at(), months.starts());
                        count(counts, month, change.yearlyAfter().currency(), 0, 1);
                    }
                });
        return List.copyOf(counts.values());
    }

    private static void count(
            Map<MonthKey, TrialCount> counts, int month, Currency currency, long begun, long converted) {
        counts.merge(
                new MonthKey(month, currency),
                new TrialCount(month, currency, begun, converted),
                (one, other) -> new TrialCount(
                        month, currency, one.begun() + other.begun(), one.converted() + other.converted()));
    }

    @Override
    public List<PlanSum> revenue(Months months) {
        Map<PlanKey, PlanAmounts> sums = new LinkedHashMap<>();
        for (Invoice invoice : invoices(months)) {
            int month = bucket(finalizedAt(invoice), months.starts());
            invoice.lines()
                    .forEach(line -> sums.merge(
                            new PlanKey(month, invoice.currency(), line.planId()),
                            new PlanAmounts(net(invoice, line), BigDecimal.ZERO),
                            PlanAmounts::plus));
        }
        for (CreditNote note : notes(months)) {
            Invoice invoice = tables.invoices.find(note.invoiceId()).orElseThrow();
            BigDecimal whole = invoice.subtotal().amount();
            int month = bucket(note.createdAt(), months.starts());
            invoice.lines()
                    .forEach(line -> sums.merge(
                            new PlanKey(month, invoice.currency(), line.planId()),
                            new PlanAmounts(
                                    BigDecimal.ZERO,
                                    note.subtotal()
                                            .amount()
                                            .multiply(net(invoice, line))
                                            .divide(whole, MathContext.DECIMAL128)),
                            PlanAmounts::plus));
        }
        return sums.entrySet().stream()
                .map(entry -> sum(entry.getKey(), entry.getValue()))
                .toList();
    }

    private PlanSum sum(PlanKey key, PlanAmounts amounts) {
        PlanId plan = key.plan();
        return new PlanSum(
                key.month(),
                key.currency(),
                plan,
                plan == null ? null : tables.plans.find(plan).orElseThrow().name(),
                Money.of(amounts.net(), key.currency()),
                amounts.noted());
    }

    private static BigDecimal net(Invoice invoice, InvoiceLine line) {
        Money net = invoice.taxRate().inclusive() ? line.amount().minus(line.tax()) : line.amount();
        return net.amount();
    }

    private List<Invoice> invoices(Months months) {
        return tables.invoices.rows(
                invoice -> invoice.status() != InvoiceStatus.VOID && isWithin(invoice.finalizedAt(), months));
    }

    private List<CreditNote> notes(Months months) {
        return tables.creditNotes.rows(note -> within(note.createdAt(), months)
                && tables.invoices.find(note.invoiceId()).orElseThrow().status() != InvoiceStatus.VOID);
    }

    private static Instant finalizedAt(Invoice invoice) {
        Instant at = invoice.finalizedAt();
        if (at == null) {
            throw new IllegalStateException("A draft charges nothing yet");
        }
        return at;
    }

    @Override
    public List<MoneySum> money(Months months) {
        Map<MonthKey, MoneySum> sums = new LinkedHashMap<>();
        for (Invoice invoice : invoices(months)) {
            Money zero = Money.zero(invoice.currency());
            add(sums, bucket(finalizedAt(invoice), months.starts()), invoice.tax(), zero, zero);
        }
        for (CreditNote note : notes(months)) {
            Money zero = Money.zero(note.tax().currency());
            add(sums, bucket(note.createdAt(), months.starts()), note.tax().negated(), zero, zero);
        }
        payments().filter(payment -> isWithin(payment.completedAt(), months)).forEach(payment -> {
            Money zero = Money.zero(payment.amount().currency());
            add(sums, month(payment.completedAt(), months), zero, payment.amount(), zero);
        });
        refunds().filter(refund -> isWithin(refund.completedAt(), months)).forEach(refund -> {
            Money zero = Money.zero(refund.amount().currency());
            add(sums, month(refund.completedAt(), months), zero, zero, refund.amount());
        });
        return List.copyOf(sums.values());
    }

    private static void add(Map<MonthKey, MoneySum> sums, int month, Money tax, Money received, Money refunded) {
        sums.merge(
                new MonthKey(month, tax.currency()),
                new MoneySum(month, tax.currency(), tax, received, refunded),
                (one, other) -> new MoneySum(
                        month,
                        one.currency(),
                        one.tax().plus(other.tax()),
                        one.received().plus(other.received()),
                        one.refunded().plus(other.refunded())));
    }

    private Stream<Payment> payments() {
        return tables.payments.rows(row -> row.payment().status() == PaymentStatus.SUCCEEDED).stream()
                .map(PaymentRow::payment);
    }

    private Stream<Refund> refunds() {
        return tables.refunds.rows(row -> row.refund().status() == RefundStatus.SUCCEEDED).stream()
                .map(RefundRow::refund);
    }

    @Override
    public List<UnpaidSum> unpaid(Instant at, List<Instant> dueBounds) {
        Map<MonthKey, UnpaidSum> sums = new LinkedHashMap<>();
        for (Invoice invoice : tables.invoices.rows(invoice -> invoice.status() != InvoiceStatus.VOID
                && invoice.status() != InvoiceStatus.UNCOLLECTIBLE
                && isBefore(invoice.finalizedAt(), at))) {
            Money due = due(invoice, at);
            Instant dueAt = invoice.dueAt();
            if (due.minor() > 0 && dueAt != null) {
                int age = bucket(dueAt, dueBounds);
                sums.merge(
                        new MonthKey(age, invoice.currency()),
                        new UnpaidSum(age, invoice.currency(), 1, due),
                        (one, other) -> new UnpaidSum(
                                age,
                                one.currency(),
                                one.invoices() + 1,
                                one.due().plus(other.due())));
            }
        }
        return List.copyOf(sums.values());
    }

    private Money due(Invoice invoice, Instant at) {
        Instant paidAt = invoice.paidAt();
        if (paidAt != null && paidAt.isBefore(at)) {
            return Money.zero(invoice.currency());
        }
        Money due = invoice.total().minus(invoice.credit().applied());
        for (CreditNote note : tables.creditNotes.rows(note ->
                note.invoiceId().equals(invoice.id()) && note.createdAt().isBefore(at))) {
            due = due.minus(note.total());
        }
        for (Payment payment : payments()
                .filter(each -> each.invoiceId().equals(invoice.id()) && isBefore(each.completedAt(), at))
                .toList()) {
            due = due.minus(payment.amount());
        }
        for (Refund refund : refunds()
                .filter(each -> each.invoiceId().equals(invoice.id()) && isBefore(each.completedAt(), at))
                .toList()) {
            due = due.plus(refund.amount());
        }
        return due;
    }

    private static boolean isBefore(@Nullable Instant instant, Instant end) {
        return instant != null && instant.isBefore(end);
    }

    private static boolean isWithin(@Nullable Instant instant, Months months) {
        return instant != null && within(instant, months);
    }

    private static boolean within(Instant instant, Months months) {
        return !instant.isBefore(months.start()) && instant.isBefore(months.end());
    }

    private static int month(@Nullable Instant instant, Months months) {
        return instant == null ? 0 : bucket(instant, months.starts());
    }

    private static int bucket(Instant instant, List<Instant> bounds) {
        return Math.toIntExact(
                bounds.stream().filter(bound -> !bound.isAfter(instant)).count());
    }
}
