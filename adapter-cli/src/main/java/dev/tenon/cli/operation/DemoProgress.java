package dev.tenon.cli.operation;

import dev.tenon.cli.Output;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Says each step and how long it took. */
record DemoProgress(Output output) {

    /** Does a step; whatever goes wrong in it is said with its name. */
    <T> T step(String name, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result;
        try {
            result = work.call();
        } catch (DemoFailure failure) {
            throw new DemoFailure(name + ": " + failure.getMessage());
        }
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        output.say("  \u2713 %-64s %6d ms".formatted(name, millis));
        return result;
    }
}
