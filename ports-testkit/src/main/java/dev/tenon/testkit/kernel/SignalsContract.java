package dev.tenon.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.spi.Signals.Listening;
import dev.tenon.testkit.StorageContract;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What all signals do. */
public abstract class SignalsContract extends StorageContract {

    @Test
    void wakes_whoever_listens_for_the_topic() throws InterruptedException {
        LinkedBlockingQueue<Long> woken = new LinkedBlockingQueue<>();
        try (Listening ignored = storage.signals().listen("something", () -> woken.add(System.nanoTime()))) {
            assertThat(woken.poll(20, TimeUnit.SECONDS))
                    .as("once in a while anyway")
                    .isNotNull();
            woken.clear();

            change(() -> storage.signals().send("something"));

            assertThat(woken.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void wakes_nobody_who_has_stopped_listening() throws InterruptedException {
        LinkedBlockingQueue<Long> woken = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Long> others = new LinkedBlockingQueue<>();
        Listening stopped = storage.signals().listen("something", () -> woken.add(1L));
        assertThat(woken.poll(20, TimeUnit.SECONDS)).isNotNull();
        try (Listening ignored = storage.signals().listen("something", () -> others.add(1L))) {
            stopped.close();
            assertThat(others.poll(20, TimeUnit.SECONDS)).isNotNull();
            others.clear();
            woken.clear();

            change(() -> storage.signals().send("something"));

            assertThat(others.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(woken).isEmpty();
        }
    }

    @Test
    void a_listener_that_breaks_is_woken_again() throws InterruptedException {
        LinkedBlockingQueue<Long> woken = new LinkedBlockingQueue<>();
        Runnable broken = () -> {
            woken.add(1L);
            throw new IllegalStateException("as the test wants it");
        };
        try (Listening ignored = storage.signals().listen("something", broken)) {
            assertThat(woken.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(woken.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void sends_in_a_unit_of_work_only() {
        assertThatThrownBy(() -> storage.signals().send("something")).isInstanceOf(IllegalStateException.class);
    }
}
