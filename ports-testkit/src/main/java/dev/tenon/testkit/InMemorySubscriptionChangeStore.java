package dev.tenon.testkit;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionChange;
import dev.tenon.ports.billing.spi.SubscriptionChangeStore;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemorySubscriptionChangeStore implements SubscriptionChangeStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemorySubscriptionChangeStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void append(SubscriptionChange change) {
        unitOfWork.required();
        List<SubscriptionChange> before =
                tables.subscriptionChanges.lock(change.subscriptionId()).orElse(List.of());
        if (change.number() != before.size() + 1) {
            throw new IllegalStateException("The next change is number " + (before.size() + 1));
        }
        tables.subscriptionChanges.put(
                change.subscriptionId(),
                Stream.concat(before.stream(), Stream.of(change)).toList());
    }

    @Override
    public Optional<SubscriptionChange> last(SubscriptionId subscription) {
        return tables.subscriptionChanges.find(subscription).map(changes -> changes.get(changes.size() - 1));
    }

    @Override
    public boolean hasPaid(SubjectId subject, Currency currency) {
        return tables.subscriptions.rows(row -> row.subject().equals(subject)).stream()
                .map(Subscription::id)
                .flatMap(id -> tables.subscriptionChanges.find(id).stream())
                .flatMap(List::stream)
                .anyMatch(change -> change.yearlyAfter().currency().equals(currency));
    }
}
