package dev.tenon.testkit;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.spi.SubscriptionStore;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.util.Optional;

final class InMemorySubscriptionStore implements SubscriptionStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemorySubscriptionStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void insert(Subscription subscription) {
        unitOfWork.required();
        tables.requireAccount(subscription.userId());
        if (tables.plans.find(subscription.planId()).isEmpty()) {
            throw new IllegalStateException("There is no plan " + subscription.planId() + " to subscribe to");
        }
        if (subscription.status().isLive()
                && !tables.liveSubscriptions.insert(subscription.userId(), subscription.id())) {
            throw SubscriptionRefusal.ALREADY_LIVE.refusal();
        }
        tables.subscriptions.put(subscription.id(), subscription);
    }

    @Override
    public Optional<Subscription> find(SubscriptionId id) {
        return tables.subscriptions.find(id);
    }

    @Override
    public Optional<Subscription> findLive(UserId userId) {
        return unitOfWork.reading(() -> tables.liveSubscriptions.find(userId).flatMap(tables.subscriptions::find));
    }

    @Override
    public Page<Subscription> list(UserId userId, PageRequest page) {
        return Pages.newestFirst(
                tables.subscriptions.rows(each -> each.userId().equals(userId)), Subscription::position, page);
    }
}
