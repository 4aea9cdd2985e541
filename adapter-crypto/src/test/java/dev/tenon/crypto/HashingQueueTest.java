package dev.tenon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.PasswordRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HashingQueueTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void H1_never_runs_more_at_once_than_it_may_and_serves_all_who_find_room() throws Exception {
        HashingQueue queue = new HashingQueue(new HashingLimits(2, 100, LONG, 1024));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int caller = 0; caller < 100; caller++) {
                answers.add(threads.submit(() -> queue.run(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    running.decrementAndGet();
                    return true;
                })));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }

        assertThat(most.get()).isBetween(1, 2);
        assertThat(queue.admitted()).isZero();
    }

    @Test
    void H2_refuses_at_once_who_finds_the_queue_full_and_says_when_to_come_back() throws Exception {
        HashingQueue queue = new HashingQueue(new HashingLimits(1, 1, LONG, 1024));
        CountDownLatch release = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> running = threads.submit(() -> queue.run(() -> held(release)));
            while (queue.admitted() < 1) {
                Thread.onSpinWait();
            }
            Future<String> waiting = threads.submit(() -> queue.run(() -> "second"));
            while (queue.admitted() < 2) {
                Thread.onSpinWait();
            }

            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> queue.run(() -> "third"))
                    .satisfies(refusal -> {
                        assertThat(refusal.code()).isEqualTo(PasswordRefusal.HASHING_BUSY);
                        assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
                        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(2));
                    });
            release.countDown();
            assertThat(running.get()).isEqualTo("first");
            assertThat(waiting.get()).isEqualTo("second");
        }
        assertThat(queue.run(() -> "fourth")).isEqualTo("fourth");
    }

    @Test
    void H2_refuses_who_waited_too_long_and_lets_the_next_one_in() throws Exception {
        HashingQueue queue = new HashingQueue(new HashingLimits(1, 5, Duration.ofMillis(20), 1024));
        CountDownLatch release = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> running = threads.submit(() -> queue.run(() -> held(release)));
            while (queue.admitted() < 1) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> queue.run(() -> "late")).isInstanceOf(Refusal.class);
            release.countDown();
            assertThat(running.get()).isEqualTo("first");
        }
        assertThat(queue.run(() -> "next")).isEqualTo("next");
        assertThat(queue.admitted()).isZero();
    }

    @Test
    void H1_what_runs_at_once_shares_the_memory_there_is() throws Exception {
        HashingQueue queue = new HashingQueue(new HashingLimits(2, 5, Duration.ofMillis(20), 1024));
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> running = threads.submit(() -> queue.run(600, () -> {
                started.countDown();
                return held(release);
            }));
            started.await();

            assertThat(queue.run(424, () -> "beside it")).isEqualTo("beside it");
            assertThatThrownBy(() -> queue.run(425, () -> "too much"))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(PasswordRefusal.HASHING_BUSY));
            release.countDown();
            assertThat(running.get()).isEqualTo("first");
        }
        assertThat(queue.run(1024, () -> "all of it")).isEqualTo("all of it");
        assertThat(queue.holds(1024)).isTrue();
        assertThat(queue.holds(1025)).isFalse();
        assertThat(queue.admitted()).isZero();
    }

    @Test
    void gives_its_place_back_when_the_work_throws() {
        HashingQueue queue = new HashingQueue(new HashingLimits(1, 0, LONG, 1024));

        assertThatThrownBy(() -> queue.run(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(queue.run(() -> "next")).isEqualTo("next");
    }

    @Test
    void an_interrupted_caller_is_refused_and_stays_interrupted() {
        HashingQueue queue = new HashingQueue(new HashingLimits(1, 1, LONG, 1024));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> queue.run(() -> "never")).isInstanceOf(Refusal.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(queue.run(() -> "next")).isEqualTo("next");
    }

    private static String held(CountDownLatch release) {
        try {
            release.await();
            return "first";
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
