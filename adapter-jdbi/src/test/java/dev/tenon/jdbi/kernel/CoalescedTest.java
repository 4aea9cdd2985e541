package dev.tenon.jdbi.kernel;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoalescedTest {

    /** On a busy machine two hundred threads take their time. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ConcurrentLinkedQueue<Set<Integer>> statements = new ConcurrentLinkedQueue<>();
    private final Semaphore allowed = new Semaphore(0);

    /** Answers keys below 1000, once it is allowed to. */
    private final Coalesced<Integer, String> coalesced = new Coalesced<>(keys -> {
        statements.add(Set.copyOf(keys));
        allowed.acquireUninterruptibly();
        return answers(keys);
    });

    private static Map<Integer, String> answers(Set<Integer> keys) {
        return keys.stream().filter(key -> key < 1_000).collect(toMap(key -> key, key -> "value " + key));
    }

    @Test
    void asks_at_once_when_nobody_else_does() {
        allowed.release(2);

        assertThat(coalesced.ask(1)).contains("value 1");
        assertThat(coalesced.ask(1_001)).isEmpty();
        assertThat(statements).containsExactly(Set.of(1), Set.of(1_001));
    }

    @Test
    void those_who_come_while_statements_are_under_way_go_together_and_each_key_once() {
        List<CompletableFuture<Optional<String>>> first = List.of(asking(1), asking(2));
        await(() -> statements.size() == 2);
        List<CompletableFuture<Optional<String>>> later =
                IntStream.of(3, 4, 4, 1_001, 1).mapToObj(this::asking).toList();
        await(() -> coalesced.waiting() == 5);

        allowed.release(3);

        assertThat(first)
                .extracting(Race::await)
                .containsExactlyInAnyOrder(Optional.of("value 1"), Optional.of("value 2"));
        assertThat(later)
                .extracting(Race::await)
                .containsExactly(
                        Optional.of("value 3"),
                        Optional.of("value 4"),
                        Optional.of("value 4"),
                        Optional.empty(),
                        Optional.of("value 1"));
        assertThat(statements).hasSize(3).contains(Set.of(1, 3, 4, 1_001));
    }

    @Test
    void S3_an_answer_comes_from_a_statement_that_began_after_the_question() {
        AtomicLong committed = new AtomicLong();
        Coalesced<Integer, Long> reading = new Coalesced<>(
                keys -> {
                    long seen = committed.get();
                    Thread.yield();
                    return keys.stream().collect(toMap(key -> key, key -> seen));
                },
                LONG);

        List<Boolean> stale = Race.of(64, number -> {
            boolean isStale = false;
            for (int time = 0; time < 500; time++) {
                long before = number % 8 == 0 ? committed.incrementAndGet() : committed.get();
                isStale |= reading.ask(number % 5).orElseThrow() < before;
            }
            return isStale;
        });

        assertThat(stale).hasSize(64).containsOnly(false);
    }

    @Test
    void nobody_is_left_behind_and_no_more_statements_run_than_may() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger largest = new AtomicInteger();
        Coalesced<Integer, String> busy = new Coalesced<>(
                keys -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    largest.accumulateAndGet(keys.size(), Math::max);
                    Thread.yield();
                    underWay.decrementAndGet();
                    return answers(keys);
                },
                LONG);

        List<Boolean> right = Race.of(200, number -> {
            boolean all = true;
            for (int time = 0; time < 100; time++) {
                all &= busy.ask(number).equals(Optional.of("value " + number));
            }
            return all;
        });

        assertThat(right).hasSize(200).containsOnly(true);
        assertThat(most).hasValueLessThanOrEqualTo(2);
        assertThat(largest).hasValueLessThanOrEqualTo(64);
    }

    @Test
    void a_failure_goes_to_all_whom_the_statement_was_for_and_to_nobody_else() {
        Set<Integer> failing = ConcurrentHashMap.newKeySet();
        failing.add(3);
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Coalesced<Integer, String> sometimes = new Coalesced<>(keys -> {
            begun.incrementAndGet();
            Race.await(open);
            if (keys.stream().anyMatch(failing::contains)) {
                throw new IllegalStateException("fails on purpose");
            }
            return answers(keys);
        });
        List<CompletableFuture<Optional<String>>> first = IntStream.of(1, 2)
                .mapToObj(key -> Race.start(() -> sometimes.ask(key)))
                .toList();
        await(() -> begun.get() == 2);
        List<CompletableFuture<Boolean>> together = IntStream.of(3, 4)
                .mapToObj(key -> Race.start(() -> {
                    assertThatThrownBy(() -> sometimes.ask(key)).isInstanceOf(IllegalStateException.class);
                    return true;
                }))
                .toList();
        await(() -> sometimes.waiting() == 2);

        open.countDown();

        assertThat(first).extracting(Race::await).doesNotContain(Optional.empty());
        assertThat(together).extracting(Race::await).containsOnly(true);
        assertThat(sometimes.ask(4)).contains("value 4");
    }

    @Test
    void H2_whoever_waits_for_too_long_is_refused_and_the_rest_go_on() {
        List<CompletableFuture<Optional<String>>> stuck = List.of(asking(1), asking(2));
        await(() -> statements.size() == 2);

        assertThatThrownBy(() -> coalesced.ask(3))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(RequestRefusal.BUSY));

        allowed.release(3);
        assertThat(stuck).extracting(Race::await).doesNotContain(Optional.empty());
        assertThat(coalesced.ask(4)).contains("value 4");
        assertThat(statements).hasSize(3).doesNotContain(Set.of(3));
    }

    @Test
    void whoever_is_interrupted_while_waiting_leaves() {
        List<CompletableFuture<Optional<String>>> stuck = List.of(asking(1), asking(2));
        await(() -> statements.size() == 2);
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CompletableFuture<Boolean> refused = Race.start(() -> {
            waiter.set(Thread.currentThread());
            assertThatThrownBy(() -> coalesced.ask(3)).isInstanceOf(Refusal.class);
            return Thread.interrupted();
        });
        await(() -> coalesced.waiting() == 1);

        waiter.get().interrupt();

        assertThat(Race.await(refused))
                .as("it still knows that it was interrupted")
                .isTrue();
        allowed.release(2);
        assertThat(stuck).extracting(Race::await).doesNotContain(Optional.empty());
        assertThat(statements).doesNotContain(Set.of(3));
    }

    private CompletableFuture<Optional<String>> asking(int key) {
        return Race.start(() -> coalesced.ask(key));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
