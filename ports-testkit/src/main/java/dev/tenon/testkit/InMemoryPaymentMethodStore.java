package dev.tenon.testkit;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.spi.PaymentMethodStore;
import dev.tenon.testkit.Tables.MethodRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryPaymentMethodStore implements PaymentMethodStore {

    private static final Comparator<PaymentMethod> OLDEST_FIRST = Comparator.comparing(PaymentMethod::createdAt)
            .thenComparing(method -> method.id().value());

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryPaymentMethodStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public int count(SubjectId subject) {
        unitOfWork.required();
        switch (subject) {
            case UserId person -> tables.accounts.lock(person);
            case OrganizationId organization -> tables.organizations.lock(organization);
        }
        return list(subject).size();
    }

    @Override
    public void insert(PaymentMethod method, String sealedReference) {
        unitOfWork.required();
        if (method.userId() != null) {
            tables.requireAccount(method.userId());
        }
        if (method.isDefault()) {
            unprefer(method.subject());
        }
        tables.methods.put(method.id(), new MethodRow(method, sealedReference, null));
    }

    private void unprefer(SubjectId subject) {
        preferred(subject).ifPresent(before -> preferred(before, false));
    }

    private void preferred(PaymentMethod method, boolean isDefault) {
        tables.methods
                .lock(method.id())
                .ifPresent(row -> tables.methods.put(
                        method.id(),
                        new MethodRow(
                                new PaymentMethod(
                                        method.id(),
                                        method.userId(),
                                        method.organizationId(),
                                        method.gateway(),
                                        method.label(),
                                        isDefault,
                                        method.createdAt()),
                                row.sealedReference(),
                                row.forgetAt())));
    }

    @Override
    public Optional<PaymentMethod> find(PaymentMethodId id) {
        return tables.methods.find(id).filter(MethodRow::isThere).map(MethodRow::method);
    }

    @Override
    public Optional<String> sealedReference(PaymentMethodId id) {
        return tables.methods.find(id).map(MethodRow::sealedReference);
    }

    @Override
    public Optional<PaymentMethod> preferred(SubjectId subject) {
        return list(subject).stream().filter(PaymentMethod::isDefault).findFirst();
    }

    @Override
    public List<PaymentMethod> list(SubjectId subject) {
        return tables
                .methods
                .rows(row -> row.isThere() && row.method().subject().equals(subject))
                .stream()
                .map(MethodRow::method)
                .sorted(OLDEST_FIRST.reversed())
                .toList();
    }

    @Override
    public void prefer(PaymentMethod method) {
        unitOfWork.required();
        unprefer(method.subject());
        preferred(method, true);
    }

    @Override
    public boolean remove(PaymentMethodId id, Instant now) {
        unitOfWork.required();
        Optional<MethodRow> there = tables.methods.lock(id).filter(MethodRow::isThere);
        there.ifPresent(row -> tables.methods.put(id, new MethodRow(row.method(), row.sealedReference(), now)));
        return there.isPresent();
    }

    @Override
    public int removeOf(SubjectId subject, Instant now) {
        List<PaymentMethod> all = list(subject);
        all.forEach(method -> remove(method.id(), now));
        return all.size();
    }

    @Override
    public List<RemovedMethod> claimRemoved(Instant now, Instant leaseUntil, int limit) {
        unitOfWork.required();
        return tables
                .methods
                .rows(row -> row.forgetAt() != null && !row.forgetAt().isAfter(now))
                .stream()
                .filter(row -> tables.methods.tryLock(row.method().id()))
                .limit(limit)
                .map(row -> {
                    PaymentMethod method = row.method();
                    tables.methods.put(method.id(), new MethodRow(method, row.sealedReference(), leaseUntil));
                    return new RemovedMethod(method.id(), method.gateway(), row.sealedReference());
                })
                .toList();
    }

    @Override
    public void delete(PaymentMethodId id) {
        unitOfWork.required();
        if (tables.methods.lock(id).filter(row -> !row.isThere()).isPresent()) {
            tables.methods.remove(id);
        }
    }
}
