package dev.tenon.testkit;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.payments.spi.RefundStore;
import dev.tenon.testkit.Tables.RefundRow;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemoryRefundStore implements RefundStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryRefundStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void insert(Refund refund, @Nullable String requestKey) {
        unitOfWork.required();
        tables.refunds.put(refund.id(), new RefundRow(refund, requestKey));
    }

    @Override
    public Optional<Refund> find(RefundId id) {
        return tables.refunds.find(id).map(RefundRow::refund);
    }

    @Override
    public Optional<Refund> findByRequest(String requestKey) {
        return tables.refunds.rows(row -> requestKey.equals(row.requestKey())).stream()
                .map(RefundRow::refund)
                .findFirst();
    }

    @Override
    public Optional<Refund> lock(RefundId id) {
        return tables.refunds.lock(id).map(RefundRow::refund);
    }

    @Override
    public void update(Refund refund) {
        unitOfWork.required();
        tables.refunds
                .lock(refund.id())
                .ifPresent(row -> tables.refunds.put(
                        refund.id(),
                        new RefundRow(checked(refund, row.refund().checks(), refund.nextCheckAt()), row.requestKey())));
    }

    @Override
    public Page<Refund> list(InvoiceId invoice, PageRequest page) {
        return Pages.newestFirst(of(invoice), Refund::position, page);
    }

    private List<Refund> of(InvoiceId invoice) {
        return tables.refunds.rows(row -> row.refund().invoiceId().equals(invoice)).stream()
                .map(RefundRow::refund)
                .toList();
    }

    @Override
    public Money pending(InvoiceId invoice, Currency currency) {
        return of(invoice).stream()
                .filter(refund -> refund.status() == RefundStatus.PENDING)
                .map(Refund::amount)
                .reduce(Money.zero(currency), Money::plus);
    }

    @Override
    public List<Refund> claimChecks(Instant now, Instant leaseUntil, int limit) {
        unitOfWork.required();
        return tables
                .refunds
                .rows(row -> {
                    Instant at = row.refund().nextCheckAt();
                    return at != null && !at.isAfter(now);
                })
                .stream()
                .filter(row -> tables.refunds.tryLock(row.refund().id()))
                .limit(limit)
                .map(row -> {
                    Refund claimed = checked(row.refund(), row.refund().checks() + 1, leaseUntil);
                    tables.refunds.put(claimed.id(), new RefundRow(claimed, row.requestKey()));
                    return claimed;
                })
                .toList();
    }

    private static Refund checked(Refund refund, int checks, @Nullable Instant nextCheckAt) {
        return new Refund(
                refund.id(),
                refund.invoiceId(),
                refund.paymentId(),
                refund.status(),
                refund.amount(),
                refund.note(),
                refund.reference(),
                refund.reason(),
                refund.createdAt(),
                refund.completedAt(),
                checks,
                nextCheckAt);
    }
}
