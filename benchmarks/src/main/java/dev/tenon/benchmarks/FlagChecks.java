package dev.tenon.benchmarks;

import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagEngine;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.kernel.JsonText;
import io.getunleash.DefaultUnleash;
import io.getunleash.Unleash;
import io.getunleash.UnleashContext;
import io.getunleash.util.UnleashConfig;
import io.getunleash.util.UnleashScheduledExecutor;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whether one flag of a hundred is on, in process: each is rolled out to a part of those whose country is one of three. One caller of a
 * thousand after the other is asked for, of Tenon and of Unleash's SDK for Java over the same state. Run by {@link FlagMeasure}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class FlagChecks {

    private static final int FLAGS = 100;
    private static final int CALLERS = 1_000;
    private static final String ASKED = "flag-42";

    private final FlagContext[] ours = new FlagContext[CALLERS];
    private final UnleashContext[] theirs = new UnleashContext[CALLERS];
    private final FlagEvaluator tenon;
    private final Unleash unleash;
    private int last;

    /** Makes flags and callers, and sees that both give the same answers. */
    public FlagChecks() {
        Random random = new Random(1);
        for (int caller = 0; caller < CALLERS; caller++) {
            String user = "user-" + random.nextInt(1_000_000);
            String session = "session-" + random.nextInt(1_000_000);
            String country = random.nextBoolean() ? "de" : "pt";
            ours[caller] = FlagContext.builder()
                    .userId(user)
                    .sessionId(session)
                    .property("country", country)
                    .build();
            theirs[caller] = UnleashContext.builder()
                    .userId(user)
                    .sessionId(session)
                    .addProperty("country", country)
                    .build();
        }
        String state = state();
        tenon = FlagEngine.installed().evaluator(JsonText.of(state));
        unleash = new DefaultUnleash(UnleashConfig.builder()
                .appName("benchmark")
                .unleashAPI("http://localhost/api")
                .backupFile("there-is-no-such-file.json")
                .toggleBootstrapProvider(() -> Optional.of(state))
                .scheduledExecutor(new Never())
                .disablePolling()
                .disableMetrics()
                .build());
        requireSameAnswers();
    }

    @Benchmark
    public boolean tenon() {
        return tenon.isEnabled(ASKED, ours[next()]);
    }

    @Benchmark
    public boolean unleash() {
        return unleash.isEnabled(ASKED, theirs[next()]);
    }

    private int next() {
        last = last + 1 == CALLERS ? 0 : last + 1;
        return last;
    }

    private static String state() {
        return IntStream.range(0, FLAGS)
                .mapToObj(flag -> """
                        {"name": "flag-%d", "type": "release", "project": "default", "enabled": true, "stale": false,
                         "impressionData": false, "variants": [], "strategies": [
                          {"name": "flexibleRollout",
                           "parameters": {"rollout": "%d", "stickiness": "default", "groupId": "flag-%d"},
                           "constraints": [{"contextName": "country", "operator": "IN", "values": ["at", "ch", "de"]}]}]}""".formatted(flag, 50 + flag % 20, flag))
                .collect(Collectors.joining(",", "{\"version\": 2, \"features\": [", "]}"));
    }

    private void requireSameAnswers() {
        int on = 0;
        for (int caller = 0; caller < CALLERS; caller++) {
            boolean answer = tenon.isEnabled(ASKED, ours[caller]);
            if (unleash.isEnabled(ASKED, theirs[caller]) != answer) {
                throw new IllegalStateException("They do not agree about " + ours[caller]);
            }
            on += answer ? 1 : 0;
        }
        if (on == 0 || on == CALLERS) {
            throw new IllegalStateException("All answers are alike");
        }
    }

    /** Nothing is fetched and nothing sent. */
    private static final class Never implements UnleashScheduledExecutor {

        @Override
        public void setInterval(Runnable command, long initialDelaySec, long periodSec) {
            // Not wanted.
        }

        @Override
        public Future<Void> scheduleOnce(Runnable runnable) {
            return CompletableFuture.completedFuture(null);
        }
    }
}
