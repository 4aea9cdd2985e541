package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.BackgroundJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BackgroundWorkersTest {

    private final List<String> runs = new ArrayList<>();

    /** A job with this much to do, whose first runs fail. */
    private BackgroundJob job(String name, boolean runsAtStop, int work, int failures) {
        return new BackgroundJob() {

            private int left = work;
            private int yetToFail = failures;

            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration pause() {
                return Duration.ofHours(1);
            }

            @Override
            public int run() {
                if (yetToFail > 0) {
                    yetToFail--;
                    throw new IllegalStateException("Not yet");
                }
                if (left == 0) {
                    return 0;
                }
                left--;
                runs.add(name);
                return 1;
            }

            @Override
            public boolean runsAtStop() {
                return runsAtStop;
            }
        };
    }

    @Test
    void H4_what_must_leave_nothing_behind_runs_to_its_end_at_a_stop() {
        BackgroundWorkers.conclude(List.of(job("sweeps", false, 3, 0), job("writes", true, 3, 0)));

        assertThat(runs).containsExactly("writes", "writes", "writes");
    }

    @Test
    void H4_a_failure_at_a_stop_is_tried_again() {
        BackgroundWorkers.conclude(List.of(job("writes", true, 2, 2)));

        assertThat(runs).containsExactly("writes", "writes");
    }

    @Test
    void a_moved_clock_runs_all_that_is_due() {
        new BackgroundWorkers(List.of(job("sweeps", false, 3, 0), job("writes", true, 2, 0)))
                .runDue(() -> runs.add("moved"));

        assertThat(runs).startsWith("moved").contains("sweeps", "writes").hasSize(6);
    }

    /** A job that runs until it is told to stop, and then ends what it had begun. */
    private static final class Caller implements BackgroundJob {

        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch told = new CountDownLatch(1);
        private volatile Duration patience = Duration.ZERO;
        private volatile boolean ended;

        @Override
        public String name() {
            return "calls";
        }

        @Override
        public Duration pause() {
            return Duration.ofHours(1);
        }

        @Override
        public int run() {
            began.countDown();
            try {
                ended = told.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return 1;
        }

        @Override
        public void stop(Duration most) {
            patience = most;
            told.countDown();
        }
    }

    @Test
    void a_stop_tells_the_jobs_so_before_it_waits_for_them() throws InterruptedException {
        Caller caller = new Caller();
        BackgroundWorkers workers = new BackgroundWorkers(List.of(caller));
        workers.start();
        caller.began.await();

        workers.stop();

        assertThat(caller.ended).as("its run came to its end").isTrue();
        assertThat(caller.patience).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void jobs_that_fail_or_hang_at_a_stop_hold_it_up_no_longer_than_the_patience_for_all() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        List<BackgroundJob> jobs = new ArrayList<>();
        jobs.add(stopping("broken", patience -> {
            throw new IllegalStateException("Not today");
        }));
        for (int number = 0; number < 5; number++) {
            jobs.add(stopping("hangs-" + number, patience -> awaitQuietly(never)));
        }
        jobs.add(stopping("polite", patience -> runs.add("polite")));
        BackgroundWorkers workers = new BackgroundWorkers(jobs);
        workers.start();

        long began = System.nanoTime();
        workers.stop(Duration.ofMillis(500));

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("five that hang")
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(2000));
        assertThat(runs).contains("polite");
        never.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static BackgroundJob stopping(String name, Consumer<Duration> stop) {
        return new BackgroundJob() {

            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration pause() {
                return Duration.ofHours(1);
            }

            @Override
            public int run() {
                return 0;
            }

            @Override
            public void stop(Duration patience) {
                stop.accept(patience);
            }
        };
    }
}
