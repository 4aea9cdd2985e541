package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.BackgroundJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        new BackgroundWorkers(List.of(job("sweeps", false, 3, 0), job("writes", true, 2, 0))).runDue();

        assertThat(runs).containsOnly("sweeps", "writes").hasSize(5);
    }
}
