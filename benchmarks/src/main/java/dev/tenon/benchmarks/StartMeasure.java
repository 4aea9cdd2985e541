package dev.tenon.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** From the launcher's start to the first answered request, and what is resident after ten thousand. */
record StartMeasure(Bench bench, boolean hasCache) {

    private static final int STARTS = 3;
    private static final int REQUESTS = 10_000;

    void addTo(Table table) throws IOException, InterruptedException {
        Session session;
        try (ServerProcess tenon = bench.startTenon("-Xmx512m", true)) {
            session = bench.signIn(tenon.port());
            Load.get(tenon.port(), "/v1/me", List.of(session.header()), 16).run(Duration.ofSeconds(60), REQUESTS);
            table.bound("resident memory after 10,000 requests", tenon.mebibytes("VmRSS"), "MiB", 200);
        }
        double[] cached = new double[STARTS];
        double[] plain = new double[STARTS];
        for (int start = 0; start < STARTS; start++) {
            plain[start] = start(session, false);
            if (hasCache) {
                cached[start] = start(session, true);
            }
        }
        if (hasCache) {
            table.bound("start to first answer, from the AOT cache", 1000 * Duel.median(cached), "ms", 1000);
        }
        table.note(
                "start to first answer, without the cache",
                "%.0f ms".formatted(1000 * Duel.median(plain)),
                "",
                Double.NaN);
    }

    private double start(Session session, boolean cached) throws IOException {
        long began = System.nanoTime();
        try (ServerProcess tenon = bench.startTenon("-Xmx512m", cached)) {
            Load.get(tenon.port(), "/v1/me", List.of(session.header()), 1).run(Duration.ofSeconds(20), 1);
            return (System.nanoTime() - began) / 1e9;
        }
    }
}
