package dev.tenon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;

/** The processor's time that tries take, in nanoseconds: the median of each, of rounds in which all take turns. */
final class Medians {

    private static final int WARM_UP = 5;
    private static final int MEASUREMENTS = 4;
    private static final Percentage APART = Percentage.withPercentage(5);

    private Medians() {}

    /**
     * Asserts that all take what one of them does. Whoever is too far away is measured again with that one: what the machine does
     * beside it differs from time to time, and what an attacker could measure does not.
     *
     * @return what that one takes
     */
    static long assertEven(Map<String, Runnable> tries, String reference, int rounds) {
        Map<String, Runnable> left = new LinkedHashMap<>(tries);
        Map<String, Long> medians = of(left, rounds);
        for (int again = 1; again < MEASUREMENTS && !areEven(medians, reference); again++) {
            long expected = medians.get(reference);
            medians.forEach((kind, median) -> {
                if (!kind.equals(reference) && isNear(median, expected)) {
                    left.remove(kind);
                }
            });
            medians = of(left, rounds);
        }
        long expected = medians.get(reference);
        assertThat(medians)
                .allSatisfy((kind, median) -> assertThat(median).as(kind).isCloseTo(expected, APART));
        return expected;
    }

    private static boolean areEven(Map<String, Long> medians, String reference) {
        long expected = medians.get(reference);
        return medians.values().stream().allMatch(median -> isNear(median, expected));
    }

    private static boolean isNear(long median, long expected) {
        return Math.abs(median - expected) <= expected * APART.value / 100;
    }

    private static Map<String, Long> of(Map<String, Runnable> tries, int rounds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, List<Long>> times = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Map.Entry<String, Runnable> attempt : tries.entrySet()) {
                long start = threads.getCurrentThreadCpuTime();
                attempt.getValue().run();
                long taken = threads.getCurrentThreadCpuTime() - start;
                if (round >= 0) {
                    times.computeIfAbsent(attempt.getKey(), kind -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        Map<String, Long> medians = new LinkedHashMap<>();
        times.forEach((kind, taken) ->
                medians.put(kind, taken.stream().sorted().toList().get(taken.size() / 2)));
        return medians;
    }
}
