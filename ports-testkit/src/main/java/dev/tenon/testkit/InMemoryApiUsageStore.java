package dev.tenon.testkit;

import dev.tenon.ports.apikeys.KeyUsageCount;
import dev.tenon.ports.apikeys.KeyUsagePeriod.Step;
import dev.tenon.ports.apikeys.LoggedCall;
import dev.tenon.ports.apikeys.spi.ApiUsageStore;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

final class InMemoryApiUsageStore implements ApiUsageStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryApiUsageStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void add(List<LoggedCall> calls) {
        unitOfWork.joinOrRun(() -> calls.stream()
                .filter(call -> tables.apiKeys.find(call.keyId()).isPresent())
                .forEach(call -> tables.apiCalls.insert(call.id(), call)));
    }

    @Override
    public Page<LoggedCall> list(ApiKeyId id, PageRequest page) {
        return Pages.newestFirst(tables.apiCalls.rows(call -> call.keyId().equals(id)), LoggedCall::position, page);
    }

    @Override
    public List<KeyUsageCount> count(ApiKeyId id, Step per, Instant from, Instant to) {
        ChronoUnit unit = per == Step.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        Map<Instant, List<LoggedCall>> steps = tables
                .apiCalls
                .rows(call -> call.keyId().equals(id)
                        && !call.at().isBefore(from)
                        && call.at().isBefore(to))
                .stream()
                .collect(Collectors.groupingBy(call -> call.at().truncatedTo(unit), TreeMap::new, Collectors.toList()));
        return steps.entrySet().stream()
                .map(step -> counted(step.getKey(), step.getValue()))
                .toList();
    }

    private static KeyUsageCount counted(Instant step, List<LoggedCall> calls) {
        long failed = calls.stream().filter(call -> call.status() >= 400).count();
        double average = calls.stream()
                .mapToLong(call -> call.duration().toMillis())
                .average()
                .orElse(0);
        return new KeyUsageCount(step, calls.size(), failed, Duration.ofMillis(Math.round(average)));
    }
}
