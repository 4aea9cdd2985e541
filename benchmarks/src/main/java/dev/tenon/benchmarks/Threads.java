package dev.tenon.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work of several threads at once. */
final class Threads {

    private Threads() {}

    /** Lets each of so many threads do the work once; returns the seconds until the last has ended. */
    static double together(int threads, Runnable work) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            long began = System.nanoTime();
            List<Future<?>> all = new ArrayList<>();
            while (all.size() < threads) {
                all.add(pool.submit(work));
            }
            for (Future<?> each : all) {
                each.get();
            }
            return (System.nanoTime() - began) / 1e9;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The work failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
