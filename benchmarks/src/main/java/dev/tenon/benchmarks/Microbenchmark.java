package dev.tenon.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the methods of one class with JMH, each in JVMs of its own with the options of this one. The class says how often and how long;
 * it finds the database by {@link Database#ofBenchmark()}.
 */
record Microbenchmark(Bench bench) {

    /** What was found, in the unit that the class says. */
    record Scores(Map<String, Double> byMethod) {

        double of(String method) {
            Double score = byMethod.get(method);
            if (score == null) {
                throw new IllegalStateException("JMH did not measure " + method);
            }
            return score;
        }
    }

    Scores run(Class<?> measured) throws IOException {
        Path log = bench.folder().resolve(measured.getSimpleName() + ".log");
        Options options = new OptionsBuilder()
                .include("^" + Pattern.quote(measured.getName()) + "\\.")
                .jvmArgsAppend(bench.database().forBenchmark(bench.folder()))
                .shouldFailOnError(true)
                .output(log.toString())
                .build();
        try {
            Map<String, Double> scores = new TreeMap<>();
            for (RunResult result : new Runner(options).run()) {
                scores.put(
                        result.getPrimaryResult().getLabel(),
                        result.getPrimaryResult().getScore());
            }
            return new Scores(scores);
        } catch (RunnerException failed) {
            throw new IllegalStateException("JMH failed; see " + log, failed);
        }
    }
}
