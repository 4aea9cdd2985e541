package dev.tenon.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.BackgroundJob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TenonJobsTest {

    private static final TenonProperties.Jobs ENABLED = new TenonProperties.Jobs(true, Duration.ofSeconds(20));
    private static final TenonProperties.Jobs DISABLED = new TenonProperties.Jobs(false, Duration.ofSeconds(20));

    /** Finds work three times, and waits in the last of them until it is told to stop. */
    private static final class Counting implements BackgroundJob {

        private final AtomicInteger runs = new AtomicInteger();
        private final CountDownLatch thrice = new CountDownLatch(3);
        private final CountDownLatch told = new CountDownLatch(1);
        private volatile boolean ended;

        @Override
        public String name() {
            return "count";
        }

        @Override
        public Duration pause() {
            return Duration.ofHours(1);
        }

        @Override
        public int run() {
            int run = runs.incrementAndGet();
            thrice.countDown();
            if (run == 3) {
                await(told);
                ended = true;
            }
            return run < 3 ? 1 : 0;
        }

        @Override
        public void stop(Duration patience) {
            told.countDown();
        }
    }

    /** Fails at first, and must run to its end when the program stops. */
    private static final class Failing implements BackgroundJob {

        private final AtomicInteger runs = new AtomicInteger();
        private final CountDownLatch failed = new CountDownLatch(1);

        @Override
        public String name() {
            return "fail";
        }

        @Override
        public Duration pause() {
            return Duration.ofHours(1);
        }

        @Override
        public int run() {
            if (runs.incrementAndGet() == 1) {
                failed.countDown();
                throw new IllegalStateException("planted");
            }
            return runs.get() < 4 ? 1 : 0;
        }

        @Override
        public boolean runsAtStop() {
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void run_while_there_is_work_and_end_what_they_are_at() {
        Counting counting = new Counting();
        TenonJobs jobs = new TenonJobs(List.of(counting), ENABLED);

        jobs.start();
        await(counting.thrice);
        jobs.stop();

        assertThat(counting.ended).as("ended what it was at").isTrue();
        assertThat(counting.runs).hasValue(3);
        assertThat(jobs.isRunning()).isFalse();
    }

    @Test
    void tell_which_of_them_fail_and_write_what_is_left_when_they_stop() {
        Failing failing = new Failing();
        TenonJobs jobs = new TenonJobs(List.of(failing), ENABLED);

        jobs.start();
        await(failing.failed);
        jobs.stop();

        assertThat(jobs.failing()).containsExactly(Map.entry("fail", 1));
        assertThat(failing.runs)
                .as("once, and at the stop until nothing is left")
                .hasValue(4);
    }

    @Test
    void write_what_is_left_although_they_are_switched_off() {
        Counting counting = new Counting();
        Failing failing = new Failing();
        TenonJobs jobs = new TenonJobs(List.of(counting, failing), DISABLED);

        jobs.start();
        jobs.stop();

        assertThat(counting.runs).hasValue(0);
        assertThat(failing.runs).hasValue(4);
    }
}
