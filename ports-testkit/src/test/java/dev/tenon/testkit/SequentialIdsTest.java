package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SequentialIdsTest {

    @Test
    void makes_valid_ids_that_can_be_read() {
        SequentialIds ids = new SequentialIds();

        UUID first = ids.next();

        assertThat(first).hasToString("019b76da-a800-7000-8000-000000000001");
        assertThat(first.variant()).isEqualTo(2);
        assertThat(new UserId(first).value()).isEqualTo(first);
        assertThat(ids.next()).hasToString("019b76da-a800-7000-8000-000000000002");
    }

    @Test
    void every_id_is_later_than_the_one_before() {
        SequentialIds ids = new SequentialIds();
        List<UUID> made = Stream.generate(ids::next).limit(70_000).toList();

        assertThat(made).doesNotHaveDuplicates().isSorted();
        assertThat(made.stream().map(UUID::toString)).isSorted();
    }

    @Test
    void ids_of_a_later_moment_are_later() {
        UUID early = new SequentialIds(Instant.parse("2026-01-01T00:00:00Z")).next();
        UUID late = new SequentialIds(Instant.parse("2026-01-01T00:00:00.001Z")).next();

        assertThat(early).isLessThan(late);
    }

    @Test
    void threads_never_get_the_same() {
        SequentialIds ids = new SequentialIds();

        List<List<UUID>> made =
                Race.of(10, number -> Stream.generate(ids::next).limit(1_000).toList());

        assertThat(made.stream().flatMap(List::stream)).hasSize(10_000).doesNotHaveDuplicates();
    }
}
