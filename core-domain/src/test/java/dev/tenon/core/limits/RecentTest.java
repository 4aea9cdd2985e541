package dev.tenon.core.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.testkit.Race;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTest {

    private final AtomicInteger made = new AtomicInteger();
    private final Recent<Integer, Integer> recent = new Recent<>(100, key -> made.incrementAndGet());

    @Test
    void gives_the_same_value_again() {
        int first = recent.get(7);

        assertThat(recent.get(7)).isEqualTo(first);
        assertThat(recent.get(8)).isNotEqualTo(first);
    }

    @Test
    void H1_keeps_no_more_values_than_wanted_however_many_are_asked_for() {
        IntStream.range(0, 100_000).forEach(recent::get);

        assertThat(recent.size()).isLessThanOrEqualTo(100);
    }

    @Test
    void keeps_what_is_asked_for_again_and_again() {
        int first = recent.get(-1);

        for (int number = 0; number < 10_000; number++) {
            recent.get(number);
            if (number % 40 == 0) {
                assertThat(recent.get(-1)).isEqualTo(first);
            }
        }
    }

    @Test
    void forgets_what_was_not_asked_for() {
        int first = recent.get(-1);
        IntStream.range(0, 200).forEach(recent::get);

        assertThat(recent.get(-1)).isNotEqualTo(first);
    }

    @Test
    void threads_that_ask_at_once_get_the_same_value() {
        List<Integer> values = Race.of(50, number -> recent.get(7));

        Set<Integer> different = new HashSet<>(values);
        assertThat(different).hasSize(1);
    }
}
