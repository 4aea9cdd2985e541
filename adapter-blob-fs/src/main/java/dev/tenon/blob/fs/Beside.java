package dev.tenon.blob.fs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A piece of work that goes on in a thread of its own, beside the caller's. */
final class Beside {

    /** What may fail as files do. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private final FutureTask<?> task;

    private Beside(FutureTask<?> task) {
        this.task = task;
    }

    static Beside start(Work work) {
        FutureTask<?> task = new FutureTask<>(() -> {
            work.run();
            return Boolean.TRUE;
        });
        Thread.startVirtualThread(task);
        return new Beside(task);
    }

    boolean isDone() {
        return task.isDone();
    }

    /** Waits for the work, and throws what it threw. */
    void join() throws IOException {
        try {
            task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The thread was interrupted");
        }
    }
}
