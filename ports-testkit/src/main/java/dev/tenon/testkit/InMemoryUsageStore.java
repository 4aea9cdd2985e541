package dev.tenon.testkit;

import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.spi.UsageStore;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.EventKey;
import dev.tenon.testkit.Tables.EventKeyRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class InMemoryUsageStore implements UsageStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryUsageStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void add(Usage usage) {
        tables.usages.insert(usage.id(), usage);
    }

    @Override
    public void addApart(List<Usage> usages) {
        unitOfWork.joinOrRun(() -> usages.stream()
                .filter(usage -> tables.accounts
                        .find(usage.userId())
                        .filter(row -> row.account().status() != AccountStatus.ERASED)
                        .isPresent())
                .forEach(this::add));
    }

    @Override
    public List<@Nullable Usage> record(List<Usage> usages, Instant now) {
        unitOfWork.required();
        List<Usage> inOrderOfKeys = usages.stream()
                .filter(usage -> usage.eventKey() != null)
                .sorted(Comparator.comparing(usage -> String.valueOf(usage.eventKey())))
                .toList();
        for (Usage usage : inOrderOfKeys) {
            EventKey key = key(usage);
            if (tables.eventKeys.insert(key, new EventKeyRow(key, usage.id(), now))) {
                add(usage);
            }
        }
        List<@Nullable Usage> standing = new ArrayList<>();
        for (Usage usage : usages) {
            if (usage.eventKey() == null) {
                add(usage);
                standing.add(usage);
            } else {
                standing.add(tables.eventKeys
                        .find(key(usage))
                        .flatMap(row -> tables.usages.find(row.usageId()))
                        .orElse(null));
            }
        }
        return standing;
    }

    private static EventKey key(Usage usage) {
        return new EventKey(usage.userId(), String.valueOf(usage.eventKey()));
    }

    @Override
    public Page<Usage> list(UsageFilter filter, PageRequest page) {
        return Pages.newestFirst(tables.usages.rows(usage -> matches(usage, filter)), Usage::position, page);
    }

    @Override
    public List<Tally> tally(UsageFilter filter, List<Instant> starts, int mostActions) {
        Map<Sum, Counted> sums = new HashMap<>();
        sums.put(new Sum(null, null), new Counted());
        for (Usage usage : tables.usages.rows(each -> matches(each, filter))) {
            int found = Collections.binarySearch(starts, usage.timestamp());
            int period = found >= 0 ? found : -found - 2;
            for (Sum sum : List.of(
                    new Sum(null, null),
                    new Sum(usage.action(), null),
                    new Sum(null, period),
                    new Sum(usage.action(), period))) {
                sums.computeIfAbsent(sum, any -> new Counted()).add(usage.userId());
            }
        }
        Set<String> frequent = new HashSet<>(frequent(sums, mostActions));
        List<Tally> tallies = new ArrayList<>();
        sums.forEach((sum, counted) -> {
            if (sum.action() == null || frequent.contains(sum.action())) {
                tallies.add(new Tally(sum.action(), sum.period(), counted.uses, counted.people.size()));
            }
        });
        return tallies;
    }

    private static List<String> frequent(Map<Sum, Counted> sums, int most) {
        Comparator<Map.Entry<Sum, Counted>> byUses = Comparator.comparingLong(entry -> entry.getValue().uses);
        return sums.entrySet().stream()
                .filter(entry ->
                        entry.getKey().action() != null && entry.getKey().period() == null)
                .sorted(byUses.reversed()
                        .thenComparing(entry -> String.valueOf(entry.getKey().action())))
                .limit(most)
                .map(entry -> String.valueOf(entry.getKey().action()))
                .toList();
    }

    private record Sum(@Nullable String action, @Nullable Integer period) {}

    private static final class Counted {

        private long uses;
        private final Set<UserId> people = new HashSet<>();

        private void add(UserId person) {
            uses++;
            people.add(person);
        }
    }

    @Override
    public int deleteEventKeys(Instant before, int limit) {
        unitOfWork.required();
        return (int) tables.eventKeys.rows(row -> row.knownSince().isBefore(before)).stream()
                .limit(limit)
                .filter(row -> tables.eventKeys.remove(row.key()))
                .count();
    }

    private static boolean matches(Usage usage, UsageFilter filter) {
        return (filter.userId() == null || filter.userId().equals(usage.userId()))
                && (filter.organizationId() == null || filter.organizationId().equals(usage.organizationId()))
                && (filter.action() == null || filter.action().equals(usage.action()))
                && (filter.from() == null || !usage.timestamp().isBefore(filter.from()))
                && (filter.to() == null || usage.timestamp().isBefore(filter.to()));
    }
}
