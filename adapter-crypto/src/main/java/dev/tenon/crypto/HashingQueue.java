package dev.tenon.crypto;

import dev.tenon.ports.signin.PasswordRefusal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets a few callers hash at once, in the order in which they came, each in its own thread. A semaphore rather than
 * {@code synchronized}: on JDK 21 that would hold a virtual thread's carrier while it waits.
 */
final class HashingQueue {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final HashingLimits limits;
    private final Semaphore permits;
    private final Semaphore memory;
    private final int memoryKiB;
    private final AtomicInteger admitted = new AtomicInteger();

    HashingQueue(HashingLimits limits) {
        this.limits = limits;
        this.permits = new Semaphore(limits.parallel(), true);
        this.memoryKiB = limits.memoryKiB();
        this.memory = new Semaphore(memoryKiB, true);
    }

    <T> T run(Supplier<T> work) {
        return run(0, work);
    }

    /** Runs work that needs this much memory, which is not more than there may be. */
    <T> T run(int needsKiB, Supplier<T> work) {
        if (admitted.incrementAndGet() > limits.parallel() + limits.waiting()) {
            admitted.decrementAndGet();
            throw PasswordRefusal.HASHING_BUSY.retryAfter(RETRY_AFTER);
        }
        try {
            take(permits, 1);
            try {
                take(memory, needsKiB);
                try {
                    return work.get();
                } finally {
                    memory.release(needsKiB);
                }
            } finally {
                permits.release();
            }
        } finally {
            admitted.decrementAndGet();
        }
    }

    /** Whether work that needs this much memory can be run at all. */
    boolean holds(int needsKiB) {
        return needsKiB <= memoryKiB;
    }

    private void take(Semaphore from, int count) {
        try {
            if (from.tryAcquire(count, limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw PasswordRefusal.HASHING_BUSY.retryAfter(RETRY_AFTER);
    }

    /** How many callers hash or wait. */
    int admitted() {
        return admitted.get();
    }
}
