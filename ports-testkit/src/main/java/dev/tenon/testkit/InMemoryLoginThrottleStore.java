package dev.tenon.testkit;

import dev.tenon.ports.signin.spi.LoginThrottleStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts outside of every unit of work: nothing that is rolled back takes a count with it. */
final class InMemoryLoginThrottleStore implements LoginThrottleStore {

    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    @Override
    public Count count(String key, Instant now, Duration window) {
        return counts.merge(
                key,
                new Count(1, now.plus(window)),
                (present, fresh) -> now.isBefore(present.windowEndsAt())
                        ? new Count(present.tries() + 1, present.windowEndsAt())
                        : fresh);
    }

    @Override
    public void forgive(String key) {
        counts.computeIfPresent(
                key, (same, present) -> new Count(Math.max(0, present.tries() - 1), present.windowEndsAt()));
    }

    @Override
    public void reset(String key) {
        counts.remove(key);
    }

    @Override
    public int deleteEnded(Instant before, int limit) {
        List<String> ended = counts.entrySet().stream()
                .filter(each -> each.getValue().windowEndsAt().isBefore(before))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        ended.forEach(counts::remove);
        return ended.size();
    }
}
