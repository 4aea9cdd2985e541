package dev.tenon.jdbi.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.Plans;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.spi.UsageStore.Tally;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does for the usage log: 150,000 entries of 1,000 people over five months. */
class UsagePlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final PageRequest FIRST_PAGE = PageRequest.first(50);
    private static final UserId SOMEBODY = new UserId(UUID.fromString("01920000-1000-7000-8000-000000000007"));
    private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");
    private static final Instant SEPTEMBER = Instant.parse("2026-09-01T00:00:00Z");
    private static final List<String> OTHER_MONTHS = List.of("2026_06", "2026_07", "2026_09", "2026_10");
    /** A month with entries in it; those to come are empty, and nobody looks for an index there. */
    private static final String READ_AS_A_WHOLE = "Seq Scan on usage_logs_2026_0";

    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        DATABASE.execute("VACUUM ANALYZE usage_logs");
        watched = new WatchedDataSource(DATABASE.dataSource());
        storage = JdbiStorage.of(watched.dataSource());
    }

    private interface Question {
        Object ask();
    }

    private static String planOf(Question question) {
        List<String> plans = watched.plansOf(question::ask);
        assertThat(plans).as("one statement").hasSize(1);
        return plans.get(0);
    }

    @Test
    void the_newest_come_from_the_index_without_sorting_and_a_deep_page_costs_what_the_first_does() {
        Position deep = new Position(Instant.parse("2026-07-15T00:00:00Z"), SOMEBODY.value());
        for (PageRequest page : List.of(FIRST_PAGE, new PageRequest(50, deep))) {
            String plan = planOf(() -> storage.usage().list(UsageFilter.all(), page));

            assertThat(plan).contains("timestamp_id_idx").doesNotContain("Sort  (", READ_AS_A_WHOLE);
            assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void a_persons_own_are_found_without_reading_the_others() {
        String plan = planOf(() -> storage.usage().list(UsageFilter.of(SOMEBODY), FIRST_PAGE));

        assertThat(plan).contains("user_id_timestamp_id_idx").doesNotContain(READ_AS_A_WHOLE);
        assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(200);
    }

    @Test
    void a_rare_action_is_found_without_reading_the_frequent_ones() {
        String plan = planOf(() -> storage.usage().list(UsageFilter.all().withAction("report.burnt"), FIRST_PAGE));

        assertThat(plan).contains("action_timestamp_id_idx").doesNotContain(READ_AS_A_WHOLE);
        assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(100);
    }

    @Test
    void a_summary_of_a_person_reads_the_months_asked_for_and_the_persons_rows_in_them() {
        String plan = planOf(() -> tally(UsageFilter.of(SOMEBODY).between(AUGUST, SEPTEMBER)));

        assertThat(plan)
                .contains("usage_logs_2026_08", "user_id_timestamp_id_idx")
                .doesNotContain(OTHER_MONTHS)
                .doesNotContain(READ_AS_A_WHOLE);
        assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(400);
    }

    @Test
    void a_summary_of_everyone_reads_the_months_asked_for_once() {
        String plan = planOf(() -> tally(UsageFilter.all().between(AUGUST, SEPTEMBER)));

        assertThat(plan).contains("usage_logs_2026_08").doesNotContain(OTHER_MONTHS);
        assertThat(plan.split("usage_logs_2026_08 ", -1))
                .as("read once: %s", plan)
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void counts_them_right_over_several_months() {
        Instant end = Instant.parse("2026-11-01T00:00:00Z");
        List<Instant> months = Stream.of("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
                .map(month -> Instant.parse(month + "-01T00:00:00Z"))
                .toList();

        List<Tally> tallies = storage.usage().tally(UsageFilter.all().between(months.get(0), end), months, 20);

        assertThat(tallies).contains(new Tally(null, null, 150_000, 1_000), new Tally("report.burnt", null, 30, 1));
        assertThat(tallies.stream()
                        .filter(tally -> tally.action() == null && tally.period() != null)
                        .mapToLong(Tally::count)
                        .sum())
                .isEqualTo(150_000);
    }

    private static List<Tally> tally(UsageFilter filter) {
        List<Instant> days = Stream.iterate(AUGUST, day -> day.isBefore(SEPTEMBER), day -> day.plusSeconds(86_400))
                .toList();
        return storage.usage().tally(filter, days, 20);
    }

    private static final String SEED = """
            SET session_replication_role = replica;
            SELECT tenon_ensure_partitions(5, '2026-07-01 00:00:00Z');
            INSERT INTO users (id, email, password_hash, status, created_at, updated_at)
            SELECT ('01920000-1000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'user.' || n || '@example.org', '!', 'active',
                   '2026-06-01', '2026-06-01'
            FROM generate_series(0, 999) n;
            INSERT INTO usage_logs (id, user_id, action, timestamp)
            SELECT ('01920000-5000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
                   ('01920000-1000-7000-8000-' || lpad((n % 1000)::text, 12, '0'))::uuid,
                   CASE WHEN n % 5000 = 0 THEN 'report.burnt' ELSE 'report.done-' || n % 8 END,
                   TIMESTAMPTZ '2026-06-01 00:00:00Z' + make_interval(secs => n * 88)
            FROM generate_series(0, 149999) n;
            """;
}
