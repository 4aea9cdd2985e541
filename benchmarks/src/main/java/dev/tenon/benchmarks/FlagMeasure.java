package dev.tenon.benchmarks;

import java.io.IOException;

/**
 * How long it takes to ask in process whether a flag is on that has a rollout and a constraint, beside Unleash's SDK for Java over the
 * same state. JMH measures {@link FlagChecks}.
 */
record FlagMeasure(Bench bench) {

    private static final double MOST_NANOS = 500;

    void addTo(Table table) throws IOException {
        Microbenchmark.Scores nanos = new Microbenchmark(bench).run(FlagChecks.class);
        double tenon = nanos.of("tenon");
        double unleash = nanos.of("unleash");
        table.bound("flag with a rollout and a constraint in process", tenon, "ns", MOST_NANOS);
        table.add("  beside Unleash's SDK for Java", ns(tenon), ns(unleash), unleash / tenon, 1);
    }

    private static String ns(double nanos) {
        return "%.1f ns".formatted(nanos);
    }
}
