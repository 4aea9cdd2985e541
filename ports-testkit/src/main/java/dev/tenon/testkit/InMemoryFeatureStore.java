package dev.tenon.testkit;

import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.spi.FeatureStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

final class InMemoryFeatureStore implements FeatureStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryFeatureStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Page<Feature> list(PageRequest page) {
        return Pages.oldestFirst(tables.features.rows(any -> true), Feature::position, page);
    }

    @Override
    public List<Feature> all() {
        return tables.features.rows(any -> true).stream()
                .sorted(Comparator.comparing(Feature::name))
                .toList();
    }

    @Override
    public Optional<Feature> find(FeatureId id) {
        return tables.features.rows(each -> each.id().equals(id)).stream().findFirst();
    }

    @Override
    public Optional<Feature> findByKey(String key) {
        return tables.features.find(key);
    }

    @Override
    public Optional<Feature> lock(FeatureId id) {
        unitOfWork.required();
        return find(id).flatMap(found -> tables.features.lock(found.key()));
    }

    @Override
    public boolean insert(Feature feature, int most) {
        // No feature has no key: whoever else counts here waits.
        tables.features.lock("");
        if (tables.features.rows(any -> true).size() >= most) {
            return false;
        }
        if (!tables.features.insert(feature.key(), feature)) {
            throw FeatureRefusal.KEY_TAKEN.refusal();
        }
        name(feature);
        return true;
    }

    private void name(Feature feature) {
        if (!tables.featuresByName.insert(feature.name(), feature.id())) {
            throw FeatureRefusal.NAME_TAKEN.refusal();
        }
    }

    @Override
    public Optional<Feature> update(Feature feature, Instant now) {
        Optional<Feature> before =
                tables.features.lock(feature.key()).filter(there -> there.revision() == feature.revision());
        return before.map(there -> {
            if (!there.name().equals(feature.name())) {
                name(feature);
                tables.featuresByName.remove(there.name());
                rename(feature);
            }
            Feature after = new Feature(
                    there.id(),
                    there.key(),
                    feature.name(),
                    feature.description(),
                    there.createdAt(),
                    now,
                    there.revision() + 1);
            tables.features.put(there.key(), after);
            return after;
        });
    }

    /** Plans hold the names of what they grant. */
    private void rename(Feature feature) {
        for (Plan plan : tables.plans.rows(each -> each.feature(feature.key()).isPresent())) {
            List<PlanFeature> renamed = plan.features().stream()
                    .map(each -> each.key().equals(feature.key()) ? feature.granted(each.limit()) : each)
                    .sorted(Comparator.comparing(PlanFeature::name))
                    .toList();
            tables.plans.put(plan.id(), plan.granting(renamed));
        }
    }

    @Override
    public void delete(FeatureId id) {
        unitOfWork.required();
        find(id).ifPresent(found -> {
            boolean granted = !tables.plans
                    .rows(plan -> plan.feature(found.key()).isPresent())
                    .isEmpty();
            boolean tied = !tables.permissions
                    .rows(each -> Objects.equals(each.feature(), found.key()))
                    .isEmpty();
            boolean excepted = !tables.overrides
                    .rows(each -> each.key().equals(found.key()))
                    .isEmpty();
            if (granted || tied || excepted) {
                throw FeatureRefusal.IN_USE.refusal();
            }
            tables.features.remove(found.key());
            tables.featuresByName.remove(found.name());
        });
    }
}
