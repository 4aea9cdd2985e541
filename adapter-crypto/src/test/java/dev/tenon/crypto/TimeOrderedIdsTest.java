package dev.tenon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.spi.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {

    /** As PostgreSQL orders them: byte by byte. */
    private static final Comparator<UUID> IN_THE_DATABASE = Comparator.comparing(UUID::toString);

    @Test
    void ids_are_version_7_and_carry_the_time() {
        Instant now = Instant.parse("2026-11-22T14:00:00.123Z");

        UUID id = new TimeOrderedIds(() -> now).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
    }

    @Test
    void each_id_is_later_than_the_one_before_within_a_millisecond_too() {
        Instant now = Instant.parse("2026-11-22T14:00:00Z");
        TimeOrderedIds ids = new TimeOrderedIds(() -> now);

        UUID last = ids.next();
        for (int index = 0; index < 100_000; index++) {
            UUID next = ids.next();
            assertThat(IN_THE_DATABASE.compare(last, next)).isNegative();
            last = next;
        }
    }

    @Test
    void each_id_is_later_also_when_the_clock_goes_back() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T14:00:00Z"));
        TimeOrderedIds ids = new TimeOrderedIds(now::get);

        UUID last = ids.next();
        for (int index = 0; index < 1000; index++) {
            now.updateAndGet(time -> time.minusMillis(7));
            UUID next = ids.next();
            assertThat(IN_THE_DATABASE.compare(last, next)).isNegative();
            last = next;
        }
    }

    @Test
    void what_one_thread_makes_after_another_is_later_and_nothing_repeats() throws Exception {
        TimeOrderedIds ids = new TimeOrderedIds();
        AtomicReference<UUID> published = new AtomicReference<>(ids.next());
        Set<UUID> all = new HashSet<>();

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<UUID>>> made = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                made.add(threads.submit(() -> {
                    List<UUID> mine = new ArrayList<>();
                    for (int index = 0; index < 20_000; index++) {
                        UUID before = published.get();
                        UUID next = ids.next();
                        assertThat(IN_THE_DATABASE.compare(before, next)).isNegative();
                        published.set(next);
                        mine.add(next);
                    }
                    return mine;
                }));
            }
            for (Future<List<UUID>> mine : made) {
                all.addAll(mine.get());
            }
        }

        assertThat(all).hasSize(80_000);
    }

    @Test
    void the_service_loader_finds_them() {
        assertThat(ServiceLoader.load(Ids.class).findFirst()).containsInstanceOf(TimeOrderedIds.class);
    }
}
