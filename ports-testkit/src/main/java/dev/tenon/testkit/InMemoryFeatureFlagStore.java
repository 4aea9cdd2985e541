package dev.tenon.testkit;

import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FlagFilter;
import dev.tenon.ports.flags.FlagRefusal;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.spi.FeatureFlagStore;
import dev.tenon.ports.kernel.FeatureFlagId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

final class InMemoryFeatureFlagStore implements FeatureFlagStore {

    private static final String ONLY = "";

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryFeatureFlagStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Optional<State> stateUnless(long version) {
        long present = tables.flagVersion.find(ONLY).orElse(0L);
        return present == version
                ? Optional.empty()
                : Optional.of(new State(
                        present,
                        tables.featureFlags.rows(any -> true).stream()
                                .map(FeatureFlag::definition)
                                .sorted(Comparator.comparing(flag -> flag.name()))
                                .toList(),
                        tables.flagSegments.rows(any -> true).stream()
                                .sorted(Comparator.comparing(FlagSegment::name))
                                .toList()));
    }

    @Override
    public Page<FeatureFlag> list(FlagFilter filter, PageRequest page) {
        return Pages.oldestFirst(tables.featureFlags.rows(filter::matches), FeatureFlag::position, page);
    }

    @Override
    public Optional<FeatureFlag> find(String name) {
        return tables.featureFlags.find(name);
    }

    @Override
    public void lockForChange() {
        unitOfWork.required();
        long present = tables.flagVersion.lock(ONLY).orElse(0L);
        tables.flagVersion.put(ONLY, present + 1);
    }

    @Override
    public boolean insert(FeatureFlag flag, int most) {
        unitOfWork.required();
        if (tables.featureFlags.rows(any -> true).size() >= most) {
            return false;
        }
        requireSegments(flag);
        if (!tables.featureFlags.insert(flag.name(), flag)) {
            throw FlagRefusal.NAME_TAKEN.refusal();
        }
        return true;
    }

    private void requireSegments(FeatureFlag flag) {
        flag.definition().rules().strategies().stream()
                .flatMap(strategy -> strategy.segments().stream())
                .filter(name -> tables.flagSegments.find(name).isEmpty())
                .findFirst()
                .ifPresent(missing -> {
                    throw FlagRefusal.SEGMENT_UNKNOWN.refusal();
                });
    }

    @Override
    public Optional<FeatureFlag> update(FeatureFlag flag, Instant now) {
        unitOfWork.required();
        requireSegments(flag);
        return tables.featureFlags
                .lock(flag.name())
                .filter(there -> there.revision() == flag.revision())
                .map(there -> {
                    FeatureFlag after = new FeatureFlag(
                            there.id(),
                            flag.definition(),
                            there.lastSeenAt(),
                            there.createdAt(),
                            now,
                            there.revision() + 1);
                    tables.featureFlags.put(there.name(), after);
                    return after;
                });
    }

    @Override
    public void delete(FeatureFlagId id) {
        unitOfWork.required();
        tables.featureFlags.rows(flag -> flag.id().equals(id)).forEach(flag -> tables.featureFlags.remove(flag.name()));
    }

    @Override
    public boolean isDependedOn(String name) {
        return !tables.featureFlags
                .rows(flag -> flag.definition().rules().dependencies().stream()
                        .anyMatch(dependency -> dependency.flag().equals(name)))
                .isEmpty();
    }

    boolean isNamed(String segment) {
        return !tables.featureFlags
                .rows(flag -> flag.definition().rules().strategies().stream()
                        .anyMatch(strategy -> strategy.segments().contains(segment)))
                .isEmpty();
    }

    @Override
    public void seen(Set<String> names, Instant now, Instant unlessSince) {
        unitOfWork.required();
        names.stream()
                .sorted()
                .flatMap(name -> tables.featureFlags.lock(name).stream())
                .forEach(flag -> {
                    Instant last = flag.lastSeenAt();
                    if (last == null || last.isBefore(unlessSince)) {
                        tables.featureFlags.put(
                                flag.name(),
                                new FeatureFlag(
                                        flag.id(),
                                        flag.definition(),
                                        now,
                                        flag.createdAt(),
                                        flag.updatedAt(),
                                        flag.revision()));
                    }
                });
    }
}
