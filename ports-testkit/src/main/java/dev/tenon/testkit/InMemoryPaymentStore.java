package dev.tenon.testkit;

import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentBacklog;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.PaymentTrigger;
import dev.tenon.ports.payments.spi.PaymentStore;
import dev.tenon.testkit.Tables.PaymentRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

final class InMemoryPaymentStore implements PaymentStore {

    private static final Comparator<Payment> BY_NUMBER = Comparator.comparingInt(Payment::number);
    private static final int MOST_REFUNDABLE = 100;

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryPaymentStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Optional<Payment> insert(Payment payment, @Nullable String requestKey) {
        unitOfWork.required();
        tables.invoices.lock(payment.invoiceId());
        if (payment.status().isOpen() && findOpen(payment.invoiceId()).isPresent()) {
            return Optional.empty();
        }
        int number = 1
                + of(payment.invoiceId()).stream()
                        .mapToInt(Payment::number)
                        .max()
                        .orElse(0);
        Payment numbered = numbered(payment, number);
        tables.payments.put(payment.id(), new PaymentRow(numbered, requestKey, null));
        return Optional.of(numbered);
    }

    private List<Payment> of(InvoiceId invoice) {
        return tables.payments.rows(row -> row.payment().invoiceId().equals(invoice)).stream()
                .map(PaymentRow::payment)
                .toList();
    }

    @Override
    public Optional<Payment> find(PaymentId id) {
        return tables.payments.find(id).map(PaymentRow::payment);
    }

    @Override
    public Optional<Payment> findByRequest(String requestKey) {
        return tables.payments.rows(row -> requestKey.equals(row.requestKey())).stream()
                .map(PaymentRow::payment)
                .findFirst();
    }

    @Override
    public Optional<Payment> findOpen(InvoiceId invoice) {
        return of(invoice).stream().filter(payment -> payment.status().isOpen()).findFirst();
    }

    @Override
    public Optional<Payment> lock(PaymentId id) {
        return tables.payments.lock(id).map(PaymentRow::payment);
    }

    @Override
    public void update(Payment payment, @Nullable Instant toldAt) {
        unitOfWork.required();
        tables.payments
                .lock(payment.id())
                .ifPresent(row -> tables.payments.put(
                        payment.id(),
                        new PaymentRow(
                                changed(
                                        payment,
                                        row.payment().refunded(),
                                        row.payment().checks(),
                                        payment.nextCheckAt()),
                                row.requestKey(),
                                toldAt == null ? row.toldAt() : toldAt)));
    }

    @Override
    public Optional<Instant> toldAt(PaymentId id) {
        return tables.payments.find(id).flatMap(row -> Optional.ofNullable(row.toldAt()));
    }

    @Override
    public boolean refund(PaymentId id, Money amount) {
        unitOfWork.required();
        Optional<PaymentRow> found = tables.payments
                .lock(id)
                .filter(row -> row.payment().status() == PaymentStatus.SUCCEEDED)
                .filter(row -> isWithin(row.payment(), row.payment().refunded().plus(amount)));
        found.ifPresent(row -> tables.payments.put(
                id,
                new PaymentRow(
                        changed(
                                row.payment(),
                                row.payment().refunded().plus(amount),
                                row.payment().checks(),
                                row.payment().nextCheckAt()),
                        row.requestKey(),
                        row.toldAt())));
        return found.isPresent();
    }

    private static boolean isWithin(Payment payment, Money refunded) {
        return refunded.minor() >= 0 && refunded.minor() <= payment.amount().minor();
    }

    @Override
    public Page<Payment> list(InvoiceId invoice, PageRequest page) {
        return Pages.newestFirst(of(invoice), Payment::position, page);
    }

    @Override
    public List<Payment> refundable(InvoiceId invoice) {
        return of(invoice).stream()
                .filter(payment -> payment.refundable().minor() > 0)
                .sorted(Comparator.comparing(Payment::createdAt)
                        .thenComparing(payment -> payment.id().value())
                        .reversed())
                .limit(MOST_REFUNDABLE)
                .toList();
    }

    @Override
    public Tries tries(InvoiceId invoice, Instant since) {
        List<Payment> all = of(invoice);
        List<Payment> scheduled = all.stream()
                .filter(payment -> payment.trigger() == PaymentTrigger.SCHEDULE)
                .sorted(BY_NUMBER)
                .toList();
        Predicate<Payment> failed = payment -> payment.status() == PaymentStatus.FAILED;
        Predicate<Payment> declined = payment -> payment.status().isDeclined();
        int lastOther = scheduled.stream()
                .filter(declined.or(payment -> payment.status() == PaymentStatus.SUCCEEDED))
                .mapToInt(Payment::number)
                .max()
                .orElse(0);
        return new Tries(
                scheduled.stream()
                        .filter(failed.or(declined))
                        .map(Payment::createdAt)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                scheduled.stream().filter(declined).max(BY_NUMBER).orElse(null),
                (int) scheduled.stream()
                        .filter(failed)
                        .filter(payment -> payment.number() > lastOther)
                        .count(),
                (int) all.stream()
                        .filter(payment -> payment.trigger() == PaymentTrigger.PERSON)
                        .filter(payment -> !payment.createdAt().isBefore(since))
                        .count());
    }

    @Override
    public Optional<InvoiceId> claimDue(Instant now) {
        unitOfWork.required();
        return tables.invoices.rows(invoice -> isDue(invoice, now)).stream()
                .sorted(Comparator.comparing(Invoice::nextAttemptAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(invoice -> invoice.id().value()))
                .filter(invoice -> tables.subscriptions.tryLock(invoice.subscriptionId()))
                .map(Invoice::id)
                .findFirst();
    }

    private boolean isDue(Invoice invoice, Instant now) {
        Instant at = invoice.nextAttemptAt();
        return invoice.status().isOpen()
                && at != null
                && !at.isAfter(now)
                && findOpen(invoice.id()).isEmpty();
    }

    @Override
    public List<InvoiceId> open(SubjectId subject, int limit) {
        return tables
                .invoices
                .rows(invoice ->
                        invoice.subject().equals(subject) && invoice.status().isOpen())
                .stream()
                .sorted(Comparator.comparing(Invoice::createdAt)
                        .thenComparing(invoice -> invoice.id().value()))
                .map(Invoice::id)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Payment> claimChecks(Instant now, Instant leaseUntil, int limit) {
        unitOfWork.required();
        return tables
                .payments
                .rows(row -> {
                    Instant at = row.payment().nextCheckAt();
                    return at != null && !at.isAfter(now);
                })
                .stream()
                .filter(row -> tables.payments.tryLock(row.payment().id()))
                .limit(limit)
                .map(row -> {
                    Payment payment = row.payment();
                    Payment claimed = changed(payment, payment.refunded(), payment.checks() + 1, leaseUntil);
                    tables.payments.put(payment.id(), new PaymentRow(claimed, row.requestKey(), row.toldAt()));
                    return claimed;
                })
                .toList();
    }

    @Override
    public PaymentBacklog backlog(Instant failedSince) {
        return new PaymentBacklog(
                count(PaymentStatus.PENDING, any -> true),
                count(PaymentStatus.NEEDS_ACTION, any -> true),
                count(PaymentStatus.UNKNOWN, any -> true),
                Arrays.stream(PaymentStatus.values())
                        .filter(PaymentStatus::isOpen)
                        .mapToLong(status -> count(status, payment -> payment.nextCheckAt() == null))
                        .sum(),
                count(PaymentStatus.DECLINED_SOFTLY, payment -> isSince(payment, failedSince)),
                count(PaymentStatus.DECLINED_HARD, payment -> isSince(payment, failedSince)),
                count(PaymentStatus.FAILED, payment -> isSince(payment, failedSince)));
    }

    private long count(PaymentStatus status, Predicate<Payment> condition) {
        return tables.payments
                .rows(row -> row.payment().status() == status && condition.test(row.payment()))
                .size();
    }

    private static boolean isSince(Payment payment, Instant since) {
        Instant at = payment.completedAt();
        return at != null && !at.isBefore(since);
    }

    private static Payment numbered(Payment payment, int number) {
        return of(payment, number, payment.refunded(), payment.checks(), payment.nextCheckAt());
    }

    private static Payment changed(Payment payment, Money refunded, int checks, @Nullable Instant nextCheckAt) {
        return of(payment, payment.number(), refunded, checks, nextCheckAt);
    }

    private static Payment of(Payment payment, int number, Money refunded, int checks, @Nullable Instant nextCheckAt) {
        return new Payment(
                payment.id(),
                payment.invoiceId(),
                number,
                payment.trigger(),
                payment.gateway(),
                payment.methodId(),
                payment.status(),
                payment.amount(),
                refunded,
                payment.reference(),
                payment.reason(),
                payment.actionUrl(),
                payment.createdAt(),
                payment.completedAt(),
                checks,
                nextCheckAt);
    }
}
