package dev.tenon.core.kernel;

import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What is written, but not by those who cause it: they leave it here without waiting, and a job writes it in batches. Bounded:
 * while it is full, what comes is dropped and counted, so that an overloaded database slows nobody down. A stop of the
 * program that runs the job to its end loses nothing; a crash loses what was waiting.
 *
 * @param <T> what is written
 */
public final class WriteBehind<T> {

    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Duration pause;
    private final int largestBatch;
    private final Consumer<List<T>> writing;
    private final ArrayBlockingQueue<T> waiting;
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();

    // What the lock guards.
    private final List<T> inHand = new ArrayList<>();
    private int atOnce;
    private int failures;

    /** How many are in hand, for those who do not hold the lock. */
    private volatile int inHandCount;

    /**
     * A buffer with nothing in it.
     *
     * @param name in kebab case, e.g. {@code usage-log}: of it the names of the job and of the measures are made
     * @param capacity how many wait at most
     * @param batch how many are written at once at most
     * @param pause how long the job waits after it found nothing, and so how late things are written at most while all is well
     * @param writing writes a batch in one commit. After a failure it gets the same things again, among them some that it
     *     may have written: that must be harmless.
     */
    public WriteBehind(String name, int capacity, int batch, Duration pause, Consumer<List<T>> writing) {
        this.name = name;
        this.pause = pause;
        this.largestBatch = batch;
        this.atOnce = batch;
        this.writing = writing;
        this.waiting = new ArrayBlockingQueue<>(capacity);
    }

    /**
     * Leaves something to be written; never waits for the database.
     *
     * @return whether it will be; {@code false} if there is no room, and then it is counted as dropped
     */
    public boolean offer(T thing) {
        if (waiting.offer(thing)) {
            return true;
        }
        dropped.increment();
        return false;
    }

    /** The job that writes; it must run once more, to its end, when the program stops. */
    public BackgroundJob job() {
        return new BackgroundJob() {
            @Override
            public String name() {
                return "write-" + name;
            }

            @Override
            public Duration pause() {
                return pause;
            }

            @Override
            public int run() {
                return writeBatch();
            }

            @Override
            public boolean runsAtStop() {
                return true;
            }
        };
    }

    /** How many wait, were written, and were dropped. */
    public List<Measure> measures() {
        String prefix = "tenon_" + name.replace('-', '_');
        return List.of(
                Measure.gauge(
                        prefix + "_waiting", "Entries that wait to be written", () -> waiting.size() + inHandCount),
                Measure.counter(prefix + "_written_total", "Entries that were written", written::sum),
                Measure.counter(
                        prefix + "_dropped_total",
                        "Entries that were dropped: too many at once, or unwritable",
                        dropped::sum));
    }

    private int writeBatch() {
        awaitTurn();
        try {
            if (inHand.size() < atOnce) {
                waiting.drainTo(inHand, atOnce - inHand.size());
            }
            inHandCount = inHand.size();
            List<T> batch = inHand.subList(0, Math.min(atOnce, inHand.size()));
            int size = batch.size();
            if (size == 0) {
                return 0;
            }
            try {
                writing.accept(List.copyOf(batch));
            } catch (RuntimeException failure) {
                keep(batch, failure);
                throw failure;
            }
            batch.clear();
            written.add(size);
            failures = 0;
            atOnce = Math.min(largestBatch, atOnce * 2);
            return size;
        } finally {
            inHandCount = inHand.size();
            lock.unlock();
        }
    }

    /** Two runs at once would write out of order; one that hangs does not hold up who stops the program for ever. */
    private void awaitTurn() {
        try {
            if (lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw RequestRefusal.BUSY.because("Another run of this job has not ended yet.");
    }

    /**
     * What failed is tried again. If the database is there, something in the batch is to blame: half of it is tried, and so on
     * down to the one thing that nobody can write, which must not stand in the way of the others for ever.
     */
    private void keep(List<T> batch, RuntimeException failure) {
        // A batch that is too slow for the database is one, too, that smaller ones get through.
        if (batch.size() > 1) {
            atOnce = batch.size() / 2;
            return;
        }
        if (failure instanceof Refusal refusal && refusal.kind() == Kind.UNAVAILABLE) {
            return;
        }
        failures++;
        if (failures == TRIES) {
            batch.clear();
            dropped.increment();
            failures = 0;
        }
    }
}
