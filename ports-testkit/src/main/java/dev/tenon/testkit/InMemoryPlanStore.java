package dev.tenon.testkit;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.spi.PlanStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryPlanStore implements PlanStore {

    private static final Comparator<Plan> BY_PRICE_AND_NAME =
            Comparator.comparing((Plan plan) -> plan.price().amount()).thenComparing(Plan::name);

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryPlanStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public List<Plan> listActive() {
        return tables.plans.rows(Plan::active).stream()
                .sorted(BY_PRICE_AND_NAME)
                .toList();
    }

    @Override
    public Optional<Plan> find(PlanId id) {
        return tables.plans.find(id);
    }

    @Override
    public Optional<Plan> findByName(String name) {
        return tables.plans.rows(plan -> plan.name().equalsIgnoreCase(name)).stream()
                .findFirst();
    }

    @Override
    public Optional<Plan> findOfSubscriber(UserId userId) {
        return unitOfWork.reading(() -> tables.liveSubscriptions
                .find(userId)
                .flatMap(tables.subscriptions::find)
                .map(Subscription::planId)
                .flatMap(tables.plans::find));
    }

    @Override
    public List<PlanFeature> features() {
        return tables.features.rows(any -> true).stream()
                .sorted(Comparator.comparing(PlanFeature::name))
                .toList();
    }
}
