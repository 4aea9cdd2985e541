package dev.tenon.spring;

import dev.tenon.ports.kernel.BackgroundJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs Tenon's background jobs while the application runs, each in a virtual thread: batch after batch while there is work, then a
 * pause. They start before the web server takes requests, and stop after it has answered the last one.
 */
final class TenonJobs implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TenonJobs.class);

    /** Before Spring Boot's web server, which starts at 2048 below the default; what starts earlier stops later. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    private static final Duration LONGEST_PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration TO_RETURN = Duration.ofMillis(100);
    private static final int MOST_LAST_TRIES = 50;
    private static final Duration BETWEEN_LAST_TRIES = Duration.ofMillis(100);

    private final List<BackgroundJob> jobs;
    private final boolean enabled;
    private final Duration patience;
    private final Map<String, Integer> failures = new ConcurrentSkipListMap<>();

    private volatile boolean running;
    private CountDownLatch stopping = new CountDownLatch(1);
    private List<Thread> threads = List.of();

    TenonJobs(List<BackgroundJob> jobs, TenonProperties.Jobs settings) {
        this.jobs = jobs;
        this.enabled = settings.enabled();
        this.patience = settings.patience();
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        if (!enabled) {
            return;
        }
        CountDownLatch until = new CountDownLatch(1);
        stopping = until;
        List<Thread> started = new ArrayList<>();
        for (BackgroundJob job : jobs) {
            started.add(Thread.ofVirtual().name("tenon-" + job.name()).start(() -> repeat(job, until)));
        }
        threads = started;
    }

    /** Lets every job finish what it is at, and writes what requests left to be written. */
    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        stopping.countDown();
        try {
            if (enabled) {
                awaitEnd();
            }
            // Also where the jobs run elsewhere: what requests left is in the memory of this program.
            jobs.stream().filter(BackgroundJob::runsAtStop).forEach(TenonJobs::conclude);
        } finally {
            running = false;
        }
    }

    private void awaitEnd() {
        List<Thread> told = jobs.stream()
                .map(job -> Thread.ofVirtual().name("tenon-stop-" + job.name()).start(() -> tell(job)))
                .toList();
        CountDownLatch ended = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            for (Thread thread : Stream.concat(told.stream(), threads.stream()).toList()) {
                try {
                    thread.join();
                } catch (InterruptedException nobodyWaitsAnyMore) {
                    return;
                }
            }
            ended.countDown();
        });
        try {
            if (!ended.await(patience.plus(TO_RETURN).toMillis(), TimeUnit.MILLISECONDS)) {
                waiting.interrupt();
                LOG.warn("{} did not stop in time; what they were at is taken up again later", alive());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> alive() {
        return threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Whether they run in this program. */
    boolean areEnabled() {
        return enabled;
    }

    /** The jobs that failed when they ran last, and how often in a row. */
    Map<String, Integer> failing() {
        return Map.copyOf(failures);
    }

    private void tell(BackgroundJob job) {
        try {
            job.stop(patience);
        } catch (RuntimeException failure) {
            LOG.warn("The job {} did not stop cleanly", job.name(), failure);
        }
    }

    private static void conclude(BackgroundJob job) {
        for (int tries = 1; ; tries++) {
            try {
                while (job.run() > 0) {
                    LOG.debug("The job {} wrote what was left", job.name());
                }
                return;
            } catch (RuntimeException failure) {
                if (tries == MOST_LAST_TRIES || !paused()) {
                    LOG.error("The job {} did not come to its end; what it had to write is lost", job.name(), failure);
                    return;
                }
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(BETWEEN_LAST_TRIES);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void repeat(BackgroundJob job, CountDownLatch until) {
        try {
            Duration pause = Duration.ZERO;
            while (!until.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    pause = job.run() > 0 ? Duration.ZERO : job.pause();
                    failures.remove(job.name());
                } catch (RuntimeException failure) {
                    int inARow = failures.merge(job.name(), 1, Integer::sum);
                    pause = pauseAfter(inARow, job);
                    LOG.warn("The job {} failed and runs again in {} s", job.name(), pause.toSeconds(), failure);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration pauseAfter(int inARow, BackgroundJob job) {
        Duration pause = job.pause().plusSeconds(1L << Math.min(inARow, 6));
        return pause.compareTo(LONGEST_PAUSE_AFTER_FAILURE) < 0 ? pause : LONGEST_PAUSE_AFTER_FAILURE;
    }
}
