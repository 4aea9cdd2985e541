package dev.tenon.testkit;

import dev.tenon.ports.signin.spi.LoginThrottleStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts outside of every unit of work: nothing that is rolled back takes a count with it. */
final class InMemoryLoginThrottleStore implements LoginThrottleStore {

    private static final int MOST_DOUBLINGS = 30;

    private record State(
            int failures, Instant windowEndsAt, @Nullable Instant blockedUntil, boolean letThrough) {

        boolean isBlockedAt(Instant now) {
            return blockedUntil != null && blockedUntil.isAfter(now);
        }
    }

    private final Map<String, State> states = new ConcurrentHashMap<>();

    @Override
    public Optional<Instant> count(String key, Rule rule, Instant now) {
        State state = states.compute(key, (same, present) -> next(present, rule, now));
        return state.letThrough() ? Optional.empty() : Optional.ofNullable(state.blockedUntil());
    }

    private static State next(@Nullable State present, Rule rule, Instant now) {
        if (present != null && present.isBlockedAt(now)) {
            return new State(present.failures(), present.windowEndsAt(), present.blockedUntil(), false);
        }
        int counted = present != null && present.windowEndsAt().isAfter(now) ? present.failures() + 1 : 1;
        if (counted < rule.free()) {
            return new State(counted, now.plus(rule.window()), null, true);
        }
        Instant until = now.plus(pause(rule, counted - rule.free()));
        return new State(counted, until.plus(rule.window()), until, true);
    }

    private static Duration pause(Rule rule, int doublings) {
        Duration pause = rule.pause().multipliedBy(1L << Math.min(doublings, MOST_DOUBLINGS));
        return pause.compareTo(rule.longestPause()) < 0 ? pause : rule.longestPause();
    }

    @Override
    public void forgive(String key) {
        states.computeIfPresent(
                key,
                (same, present) -> new State(
                        Math.max(0, present.failures() - 1), present.windowEndsAt(), null, present.letThrough()));
    }

    @Override
    public void reset(String key) {
        states.remove(key);
    }

    @Override
    public int deleteEnded(Instant before, int limit) {
        List<String> ended = states.entrySet().stream()
                .filter(each -> each.getValue().windowEndsAt().isBefore(before))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        ended.forEach(states::remove);
        return ended.size();
    }
}
