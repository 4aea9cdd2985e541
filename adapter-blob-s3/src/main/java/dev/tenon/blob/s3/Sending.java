package dev.tenon.blob.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A request that is under way in a thread of its own, while the caller reads what comes next. */
final class Sending<T> {

    private final FutureTask<T> task;

    private Sending(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Sending<T> start(Callable<T> request) {
        FutureTask<T> task = new FutureTask<>(request);
        Thread.startVirtualThread(task);
        return new Sending<>(task);
    }

    /** Waits for the answer, and throws what it threw. It comes in time: every request has a limit. */
    T join() throws IOException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The thread was interrupted");
        }
    }
}
