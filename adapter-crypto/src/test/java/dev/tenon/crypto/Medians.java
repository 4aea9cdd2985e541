package dev.tenon.crypto;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processor's time that tries take, in nanoseconds: the median of each, of rounds in which all take turns. */
final class Medians {

    private static final int WARM_UP = 5;

    private Medians() {}

    static Map<String, Long> of(Map<String, Runnable> tries, int rounds) {
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
