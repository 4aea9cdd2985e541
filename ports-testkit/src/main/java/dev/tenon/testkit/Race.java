package dev.tenon.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Runs work in threads of its own, and never waits for it without end. */
public final class Race {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private Race() {}

    /**
     * Does the work in so many threads, which all begin at the same moment; returns what each made of it, in the order of
     * their numbers from 0. Throws what one of them threw.
     */
    public static <T> List<T> of(int threads, IntFunction<T> work) {
        CountDownLatch begin = new CountDownLatch(threads);
        List<CompletableFuture<T>> runners = IntStream.range(0, threads)
                .mapToObj(number -> start(() -> {
                    begin.countDown();
                    await(begin);
                    return work.apply(number);
                }))
                .toList();
        return runners.stream().map(Race::await).toList();
    }

    /** Does the work in another thread, and waits for it. */
    public static <T> T aside(Supplier<T> work) {
        return await(start(work));
    }

    /** Begins the work in another thread. */
    public static <T> CompletableFuture<T> start(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofPlatform().daemon().name("race").start(task));
    }

    /** Waits for work that was begun; throws what it threw. */
    public static <T> T await(CompletableFuture<T> started) {
        try {
            return started.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new CompletionException(failed.getCause());
        } catch (TimeoutException late) {
            throw new IllegalStateException("Nothing came within " + LONGEST_WAIT.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits until the others have come as far. */
    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The others did not come within " + LONGEST_WAIT.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
