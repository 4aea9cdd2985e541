package dev.tenon.testkit;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.PlanRefusal;
import dev.tenon.ports.plans.spi.PlanStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    public Page<Plan> archived(PageRequest page) {
        return Pages.newestFirst(tables.plans.rows(plan -> plan.archivedAt() != null), Plan::position, page);
    }

    @Override
    public Optional<Plan> find(PlanId id) {
        return tables.plans.find(id);
    }

    @Override
    public Optional<Plan> lock(PlanId id) {
        return tables.plans.lock(id);
    }

    @Override
    public Optional<Plan> findByName(String name) {
        return tables
                .plans
                .rows(plan -> plan.archivedAt() == null && plan.name().equalsIgnoreCase(name))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Plan> findOfSubscriber(UserId userId) {
        return unitOfWork.reading(() -> tables.planOf(userId));
    }

    @Override
    public boolean insert(Plan plan, int most) {
        // No plan has no name: whoever else counts here waits.
        tables.plansByName.lock("");
        if (tables.plans.rows(each -> each.archivedAt() == null).size() >= most) {
            return false;
        }
        name(plan);
        return tables.plans.insert(plan.id(), plan);
    }

    private void name(Plan plan) {
        if (!tables.plansByName.insert(lower(plan), plan.id())) {
            throw PlanRefusal.NAME_TAKEN.refusal();
        }
    }

    private static String lower(Plan plan) {
        return plan.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<Plan> update(Plan plan, Instant now) {
        Optional<Plan> before = tables.plans.lock(plan.id()).filter(there -> there.revision() == plan.revision());
        return before.map(there -> {
            if (there.archivedAt() == null && !lower(there).equals(lower(plan))) {
                name(plan);
                tables.plansByName.remove(lower(there));
            }
            if (!Objects.equals(there.maxDocuments(), plan.maxDocuments())
                    || !there.maxStorageBytes().equals(plan.maxStorageBytes())) {
                tables.limitedPlans.put(plan.id(), plan.id());
            }
            return put(plan, now, there.archivedAt(), there.features());
        });
    }

    @Override
    public Optional<Plan> archive(PlanId id, Instant now) {
        return tables.plans.lock(id).filter(plan -> plan.archivedAt() == null).map(plan -> {
            tables.plansByName.remove(lower(plan));
            return put(plan, now, now, plan.features());
        });
    }

    @Override
    public List<SubjectId> claimLimited(int limit) {
        return tables.limitedPlans.rows(any -> true).stream()
                .findFirst()
                .map(plan -> {
                    tables.limitedPlans.remove(plan);
                    return tables
                            .subscriptions
                            .rows(each ->
                                    each.planId().equals(plan) && each.status().isRunning())
                            .stream()
                            .map(Subscription::subject)
                            .toList();
                })
                .orElse(List.of());
    }

    @Override
    public boolean grant(PlanId id, FeatureId feature, @Nullable Long limit, Instant now) {
        PlanFeature granted = tables.features.rows(each -> each.id().equals(feature)).stream()
                .findFirst()
                .map((Feature each) -> each.granted(limit))
                .orElseThrow(FeatureRefusal.NOT_FOUND::refusal);
        return tables.plans
                .lock(id)
                .filter(plan -> !plan.features().contains(granted))
                .map(plan -> put(
                        plan,
                        now,
                        plan.archivedAt(),
                        Stream.concat(without(plan, feature), Stream.of(granted))
                                .sorted(Comparator.comparing(PlanFeature::name))
                                .toList()))
                .isPresent();
    }

    @Override
    public boolean revoke(PlanId id, FeatureId feature, Instant now) {
        return tables.plans
                .lock(id)
                .filter(plan -> plan.features().stream()
                        .anyMatch(each -> each.featureId().equals(feature)))
                .map(plan ->
                        put(plan, now, plan.archivedAt(), without(plan, feature).toList()))
                .isPresent();
    }

    private static Stream<PlanFeature> without(Plan plan, FeatureId feature) {
        return plan.features().stream().filter(each -> !Objects.equals(each.featureId(), feature));
    }

    private Plan put(Plan plan, Instant now, @Nullable Instant archivedAt, List<PlanFeature> features) {
        Plan after = plan.granting(features).stored(now, archivedAt);
        tables.plans.put(plan.id(), after);
        return after;
    }
}
