package dev.tenon.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteBehindTest {

    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private final Set<Integer> unwritable = new HashSet<>();
    private boolean databaseIsThere = true;

    private final WriteBehind<Integer> buffer =
            new WriteBehind<>("spoken-word", 10, 4, Duration.ofMillis(200), this::write);
    private final BackgroundJob job = buffer.job();

    private void write(List<Integer> batch) {
        if (!databaseIsThere) {
            throw RequestRefusal.BUSY.refusal();
        }
        if (batch.stream().anyMatch(unwritable::contains)) {
            throw new IllegalArgumentException("Not this one");
        }
        batches.add(batch);
    }

    private void offer(int from, int to) {
        IntStream.range(from, to).forEach(buffer::offer);
    }

    private List<Integer> written() {
        return batches.stream().flatMap(List::stream).toList();
    }

    private Map<String, Long> measures() {
        return buffer.measures().stream()
                .collect(Collectors.toMap(
                        Measure::name, measure -> measure.value().getAsLong()));
    }

    private void runToTheEnd() {
        int failures = 0;
        while (true) {
            try {
                if (job.run() == 0) {
                    return;
                }
            } catch (RuntimeException failure) {
                failures++;
                assertThat(failures).isLessThan(50);
            }
        }
    }

    @Test
    void writes_in_order_and_in_batches_of_bounded_size() {
        offer(0, 6);

        assertThat(job.run()).isEqualTo(4);
        assertThat(job.run()).isEqualTo(2);
        assertThat(job.run()).isZero();

        assertThat(batches).containsExactly(List.of(0, 1, 2, 3), List.of(4, 5));
    }

    @Test
    void H1_what_does_not_fit_is_dropped_and_counted_and_nobody_waits() {
        offer(0, 10);

        assertThat(buffer.offer(10)).isFalse();
        assertThat(buffer.offer(11)).isFalse();
        assertThat(measures())
                .containsOnly(
                        Map.entry("tenon_spoken_word_waiting", 10L),
                        Map.entry("tenon_spoken_word_written_total", 0L),
                        Map.entry("tenon_spoken_word_dropped_total", 2L));

        runToTheEnd();

        assertThat(measures())
                .containsEntry("tenon_spoken_word_waiting", 0L)
                .containsEntry("tenon_spoken_word_written_total", 10L)
                .containsEntry("tenon_spoken_word_dropped_total", 2L);
    }

    @Test
    void runs_once_more_when_the_program_stops() {
        assertThat(job.runsAtStop()).isTrue();
        assertThat(job.name()).isEqualTo("write-spoken-word");
        assertThat(job.pause()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void what_failed_for_want_of_a_database_is_written_when_there_is_one_again() {
        offer(0, 6);
        databaseIsThere = false;
        for (int tries = 0; tries < 20; tries++) {
            assertThatThrownBy(job::run).isInstanceOf(Refusal.class);
        }
        assertThat(measures()).containsEntry("tenon_spoken_word_waiting", 6L);

        databaseIsThere = true;
        runToTheEnd();

        assertThat(written()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(measures()).containsEntry("tenon_spoken_word_dropped_total", 0L);
    }

    @Test
    void one_thing_that_cannot_be_written_does_not_take_the_others_with_it() {
        unwritable.add(2);
        offer(0, 10);

        runToTheEnd();

        assertThat(written()).containsExactly(0, 1, 3, 4, 5, 6, 7, 8, 9);
        assertThat(measures())
                .containsEntry("tenon_spoken_word_dropped_total", 1L)
                .containsEntry("tenon_spoken_word_written_total", 9L)
                .containsEntry("tenon_spoken_word_waiting", 0L);
    }

    @Test
    void batches_grow_again_after_a_failure() {
        unwritable.add(0);
        offer(0, 10);

        runToTheEnd();

        assertThat(batches).extracting(List::size).contains(4);
    }

    @Test
    void H1_many_who_write_while_it_is_written_lose_nothing_that_was_taken() throws Exception {
        int writers = 8;
        int each = 1_000;
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(writers);
        for (int writer = 0; writer < writers; writer++) {
            int first = writer * each;
            Thread.ofVirtual().start(() -> {
                for (int index = 0; index < each; index++) {
                    if (buffer.offer(first + index)) {
                        taken.incrementAndGet();
                    }
                }
                done.countDown();
            });
        }
        while (done.getCount() > 0) {
            job.run();
        }
        runToTheEnd();

        assertThat(written()).hasSize(taken.get()).doesNotHaveDuplicates();
        assertThat(measures())
                .containsEntry("tenon_spoken_word_dropped_total", (long) writers * each - taken.get())
                .containsEntry("tenon_spoken_word_written_total", (long) taken.get());
    }
}
