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
    private static final int MOST_PARTS = 4;
    private static final Percentage APART = Percentage.withPercentage(5);

    private Medians() {}

    /**
     * Asserts that all take what one of them does, by the medians of all rounds. While they do not, up to four times as many rounds
     * are taken: what the machine does beside it evens out, and what an attacker could measure does not.
     *
     * @return what that one takes
     */
    static long assertEven(Map<String, Runnable> tries, String reference, int rounds) {
        Map<String, List<Long>> times = new LinkedHashMap<>();
        take(tries, WARM_UP, new LinkedHashMap<>());
        Map<String, Long> medians = Map.of();
        for (int part = 0; part < MOST_PARTS && (part == 0 || !areEven(medians, reference)); part++) {
            take(tries, rounds, times);
            medians = of(times);
        }
        long expected = medians.get(reference);
        assertThat(medians)
                .allSatisfy((kind, median) -> assertThat(median).as(kind).isCloseTo(expected, APART));
        return expected;
    }

    private static boolean areEven(Map<String, Long> medians, String reference) {
        long expected = medians.get(reference);
        return medians.values().stream()
                .allMatch(median -> Math.abs(median - expected) <= expected * APART.value / 100);
    }

    private static void take(Map<String, Runnable> tries, int rounds, Map<String, List<Long>> times) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < rounds; round++) {
            tries.forEach((kind, attempt) -> {
                long start = threads.getCurrentThreadCpuTime();
                attempt.run();
                long taken = threads.getCurrentThreadCpuTime() - start;
                times.computeIfAbsent(kind, each -> new ArrayList<>()).add(taken);
            });
        }
    }

    private static Map<String, Long> of(Map<String, List<Long>> times) {
        Map<String, Long> medians = new LinkedHashMap<>();
        times.forEach((kind, taken) ->
                medians.put(kind, taken.stream().sorted().toList().get(taken.size() / 2)));
        return medians;
    }
}
