package dev.tenon.app;

import dev.tenon.ports.kernel.BackgroundJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the background jobs, each in a thread of its own: batch after batch while there is work, then a pause. */
final class BackgroundWorkers {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWorkers.class);
    private static final Duration LONGEST_PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);
    /** Longer than one mail to a slow mail server takes, which would otherwise be sent twice. */
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(30);

    private static final Duration TO_RETURN = Duration.ofMillis(100);
    private static final int MOST_ROUNDS = 10_000;
    private static final Duration BETWEEN_LAST_TRIES = Duration.ofMillis(100);

    private final List<BackgroundJob> jobs;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    /** Fair, so that jobs that follow one another without a pause do not keep the clock from being moved. */
    private final ReadWriteLock moving = new ReentrantReadWriteLock(true);

    BackgroundWorkers(List<BackgroundJob> jobs) {
        this.jobs = jobs;
    }

    void start() {
        for (BackgroundJob job : jobs) {
            threads.add(Thread.ofVirtual().name("job-" + job.name()).start(() -> repeat(job)));
        }
    }

    /**
     * Moves the clock, and runs every job until none finds anything to do. Nothing else is at work meanwhile: what the jobs had begun
     * is done before, and what is done is done when this returns.
     */
    void runDue(Runnable move) {
        moving.writeLock().lock();
        try {
            move.run();
            runUntilIdle();
        } finally {
            moving.writeLock().unlock();
        }
    }

    private void runUntilIdle() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int done = 0;
            for (BackgroundJob job : jobs) {
                done += job.run();
            }
            if (done == 0) {
                return;
            }
        }
        throw new IllegalStateException("The background jobs found work " + MOST_ROUNDS + " times in a row");
    }

    /** Lets every job finish what it is at, all of them within the same few seconds. */
    void stop() throws InterruptedException {
        stop(PATIENCE_AT_STOP);
    }

    void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        long deadline = System.nanoTime() + patience.plus(TO_RETURN).toNanos();
        List<Thread> told = new ArrayList<>();
        for (BackgroundJob job : jobs) {
            told.add(Thread.ofVirtual().name("stop-" + job.name()).start(() -> tell(job, patience)));
        }
        for (Thread thread : Stream.concat(told.stream(), threads.stream()).toList()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!thread.join(left)) {
                LOG.warn("{} did not stop in time; what it was at is taken up again later", thread.getName());
            }
        }
    }

    private static void tell(BackgroundJob job, Duration patience) {
        try {
            job.stop(patience);
        } catch (RuntimeException failure) {
            LOG.warn("The job {} did not stop cleanly", job.name(), failure);
        }
    }

    /**
     * Runs what must leave nothing behind to its end, when nobody asks for anything any more and the storage is still there.
     * A database that is gone for good does not hold the program up for longer than any job may.
     */
    static void conclude(List<BackgroundJob> jobs) {
        long patience = System.nanoTime() + PATIENCE_AT_STOP.toNanos();
        jobs.stream().filter(BackgroundJob::runsAtStop).forEach(job -> conclude(job, patience));
    }

    private static void conclude(BackgroundJob job, long patience) {
        while (true) {
            try {
                if (job.run() == 0) {
                    return;
                }
            } catch (RuntimeException failure) {
                if (System.nanoTime() - patience >= 0) {
                    LOG.error("The job {} did not come to its end; what it had to write is lost", job.name(), failure);
                    return;
                }
                LockSupport.parkNanos(BETWEEN_LAST_TRIES.toNanos());
            }
        }
    }

    private void repeat(BackgroundJob job) {
        int failures = 0;
        try {
            Duration pause = Duration.ZERO;
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    pause = runOnce(job) > 0 ? Duration.ZERO : job.pause();
                    failures = 0;
                } catch (RuntimeException failure) {
                    failures++;
                    pause = pauseAfter(failures, job);
                    LOG.warn("The job {} failed and runs again in {} s", job.name(), pause.toSeconds(), failure);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int runOnce(BackgroundJob job) {
        moving.readLock().lock();
        try {
            return job.run();
        } finally {
            moving.readLock().unlock();
        }
    }

    private static Duration pauseAfter(int failures, BackgroundJob job) {
        Duration pause = job.pause().plusSeconds(1L << Math.min(failures, 6));
        return pause.compareTo(LONGEST_PAUSE_AFTER_FAILURE) < 0 ? pause : LONGEST_PAUSE_AFTER_FAILURE;
    }
}
