package dev.tenon.benchmarks;

import dev.tenon.benchmarks.Load.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Two servers under the same load in turns, so that whatever else the machine does meets both. */
record Duel(ServerProcess tenon, ServerProcess floor, ProcessHandle database) {

    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final long NO_BOUND = 1_000_000;

    /** The rates of each round, and what a request cost in processor time, of the server and of the database. */
    record Outcome(List<Double> tenon, List<Double> floor, Cost tenonCost, Cost floorCost) {

        double ratio() {
            double[] ratios = new double[tenon.size()];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = tenon.get(round) / floor.get(round);
            }
            return median(ratios);
        }

        void addTo(Table table, String measure, double target) {
            table.add(measure, perSecond(tenon), perSecond(floor), ratio(), target);
            table.note(
                    "  its processor time, server and database",
                    "%.0f µs".formatted(tenonCost.microsPerRequest()),
                    "%.0f µs".formatted(floorCost.microsPerRequest()),
                    floorCost.microsPerRequest() / tenonCost.microsPerRequest());
            if (tenonCost.refused + floorCost.refused > 0) {
                table.note(
                        "  answered 503, since the machine is too busy",
                        Long.toString(tenonCost.refused),
                        Long.toString(floorCost.refused),
                        Double.NaN);
            }
        }

        private static String perSecond(List<Double> rates) {
            return "%,.0f/s"
                    .formatted(median(
                            rates.stream().mapToDouble(Double::doubleValue).toArray()));
        }
    }

    Outcome fight(Load ofTenon, Load ofFloor, int rounds) throws IOException {
        ofFloor.warmUp();
        ofTenon.warmUp();
        List<Double> tenonRates = new ArrayList<>();
        List<Double> floorRates = new ArrayList<>();
        Cost tenonCost = new Cost(tenon, database);
        Cost floorCost = new Cost(floor, database);
        for (int round = 0; round < rounds; round++) {
            floorRates.add(floorCost.of(ofFloor).perSecond());
            tenonRates.add(tenonCost.of(ofTenon).perSecond());
        }
        return new Outcome(tenonRates, floorRates, tenonCost, floorCost);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Processor time of a server and of the database: other programs on the machine hardly change it. */
    private static final class Cost {
        private final ServerProcess server;
        private final ProcessHandle database;
        private Duration spent = Duration.ZERO;
        private long requests;
        private long refused;

        private Cost(ServerProcess server, ProcessHandle database) {
            this.server = server;
            this.database = database;
        }

        private Sample of(Load load) throws IOException {
            Duration before = now();
            Sample sample = load.run(ROUND, NO_BOUND);
            spent = spent.plus(now()).minus(before);
            requests += sample.requests();
            refused += sample.refused();
            return sample;
        }

        private double microsPerRequest() {
            return spent.toNanos() / 1e3 / requests;
        }

        private Duration now() {
            Duration backends = database.children()
                    .map(backend -> backend.info().totalCpuDuration().orElse(Duration.ZERO))
                    .reduce(Duration.ZERO, Duration::plus);
            return server.cpu().plus(backends);
        }
    }
}
