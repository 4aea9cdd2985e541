package dev.tenon.testkit;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.spi.SubscriptionStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
        requirePlan(subscription);
        if (subscription.status().isLive()
                && !tables.liveSubscriptions.insert(subscription.subject(), subscription.id())) {
            throw SubscriptionRefusal.ALREADY_LIVE.refusal();
        }
        tables.subscriptions.put(subscription.id(), subscription);
    }

    @Override
    public Optional<Subscription> update(Subscription subscription, Instant now) {
        requirePlan(subscription);
        Optional<Subscription> before = tables.subscriptions
                .lock(subscription.id())
                .filter(present -> present.revision() == subscription.revision());
        return before.map(present -> {
            Subscription after = subscription.stored(now);
            tables.subscriptions.put(after.id(), after);
            if (present.status().isLive() && !after.status().isLive()) {
                tables.liveSubscriptions.remove(after.subject());
            }
            return after;
        });
    }

    private void requirePlan(Subscription subscription) {
        if (tables.plans.find(subscription.planId()).isEmpty()) {
            throw new IllegalStateException("There is no plan " + subscription.planId() + " to subscribe to");
        }
    }

    @Override
    public Optional<Subscription> find(SubscriptionId id) {
        return tables.subscriptions.find(id);
    }

    @Override
    public Optional<Subscription> lock(SubscriptionId id) {
        return tables.subscriptions.lock(id);
    }

    @Override
    public Optional<Subscription> findLive(SubjectId subject) {
        return unitOfWork.reading(() -> tables.liveSubscriptions.find(subject).flatMap(tables.subscriptions::find));
    }

    @Override
    public Optional<Subscription> lockLive(SubjectId subject) {
        return tables.liveSubscriptions
                .find(subject)
                .flatMap(tables.subscriptions::lock)
                .filter(subscription -> subscription.status().isLive());
    }

    @Override
    public List<SubscriptionId> due(Instant now, int limit) {
        return tables.subscriptions.rows(each -> isDue(each, now)).stream()
                .sorted(Comparator.comparing(
                                (Subscription each) -> Objects.requireNonNullElse(each.dueAt(), Instant.MAX))
                        .thenComparing(each -> each.id().value()))
                .limit(limit)
                .map(Subscription::id)
                .toList();
    }

    @Override
    public Optional<Subscription> claimDue(SubscriptionId id, Instant now) {
        if (!tables.subscriptions.tryLock(id)) {
            return Optional.empty();
        }
        return tables.subscriptions.find(id).filter(each -> isDue(each, now));
    }

    private static boolean isDue(Subscription subscription, Instant now) {
        Instant dueAt = subscription.dueAt();
        return dueAt != null && !dueAt.isAfter(now) && subscription.status().isLive();
    }

    @Override
    public Page<Subscription> list(SubscriptionFilter filter, PageRequest page) {
        UserId person = filter.userId();
        OrganizationId organization = filter.organizationId();
        return Pages.newestFirst(
                tables.subscriptions.rows(
                        each -> (person == null || each.subject().equals(person))
                                && (organization == null || each.subject().equals(organization))
                                && (filter.status() == null || each.status() == filter.status())
                                && (filter.planId() == null || each.planId().equals(filter.planId()))),
                Subscription::position,
                page);
    }
}
