package dev.tenon.jdbi.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.Plans;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.OverrideFilter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does for exceptions, 50,000 of them, for archived plans, 5,000 of them, and for one question about one person. */
class EntitlementPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final Instant DEEP = Instant.parse("2026-09-03T00:00:00Z");
    private static final UserId SOMEBODY = new UserId(id("1", 7));
    private static final List<PageRequest> PAGES =
            List.of(PageRequest.first(50), new PageRequest(50, new Position(DEEP, id("2", 1))));

    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    private interface Question {
        Object ask();
    }

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        DATABASE.execute("VACUUM ANALYZE");
        watched = new WatchedDataSource(DATABASE.dataSource());
        storage = JdbiStorage.of(watched.dataSource());
    }

    @Test
    void exceptions_come_in_order_from_the_index_and_a_deep_page_costs_what_the_first_does() {
        for (PageRequest page : PAGES) {
            readsAtMost(
                    100,
                    "entitlement_overrides_created_at_idx",
                    () -> storage.entitlements().list(OverrideFilter.all(), page));
            readsAtMost(
                    100,
                    "entitlement_overrides_key_idx",
                    () -> storage.entitlements().list(new OverrideFilter(null, "max-seats"), page));
        }
    }

    @Test
    void exceptions_of_a_person_are_found_by_their_key() {
        readsAtMost(
                100,
                "entitlement_overrides_user_key",
                () -> storage.entitlements().list(OverrideFilter.of(SOMEBODY), PageRequest.first(50)));
    }

    @Test
    void what_begins_or_ends_next_is_found_by_its_time() {
        readsAtMost(
                100,
                "entitlement_overrides_turns_at_idx",
                () -> storage.unitOfWork().run(() -> storage.entitlements().claimTurning(DEEP)));
    }

    @Test
    void archived_plans_come_in_order_from_the_index() {
        for (PageRequest page : PAGES) {
            readsAtMost(200, "plans_archived_idx", () -> storage.plans().archived(page));
        }
    }

    @Test
    void one_question_about_a_person_reads_that_persons_rows_alone() {
        List<String> plans = watched.plansOf(() -> storage.entitlements().facts(SOMEBODY, "max-storage"));

        assertThat(plans).as("one statement").hasSize(1);
        assertThat(plans.get(0))
                .doesNotContain("Seq Scan on entitlement_overrides", "Seq Scan on users", "Seq Scan on storage_quotas");
        assertThat(Plans.mostRows(plans.get(0))).as(plans.get(0)).isLessThanOrEqualTo(100);
    }

    private static void readsAtMost(int rows, String index, Question question) {
        List<String> plans = watched.plansOf(question::ask);
        assertThat(plans).as("one statement").hasSize(1);
        assertThat(plans.get(0)).contains(index);
        assertThat(Plans.mostRows(plans.get(0))).as(plans.get(0)).isLessThanOrEqualTo(rows);
    }

    private static UUID id(String sort, int number) {
        return UUID.fromString("01920000-%s000-7000-8000-%012d".formatted(sort, number));
    }

    private static final String SEED = """
            CREATE FUNCTION pg_temp.id(sort TEXT, number BIGINT) RETURNS UUID LANGUAGE sql STABLE AS
            $$ SELECT ('01920000-' || sort || '000-7000-8000-' || lpad(number::text, 12, '0'))::uuid $$;
            CREATE FUNCTION pg_temp.at(number BIGINT) RETURNS TIMESTAMPTZ LANGUAGE sql STABLE AS
            $$ SELECT TIMESTAMPTZ '2026-09-01 00:00:00Z' + make_interval(secs => 15 * number::int) $$;
            SET session_replication_role = replica;

            INSERT INTO users (id, email, password_hash, status, created_at, updated_at)
            SELECT pg_temp.id('1', n), 'user.' || n || '@example.org', '!', 'active', pg_temp.at(0), pg_temp.at(0)
            FROM generate_series(1, 25000) n;
            INSERT INTO storage_quotas (user_id) SELECT pg_temp.id('1', n) FROM generate_series(1, 25000) n;
            INSERT INTO entitlement_overrides
                (id, user_id, key, limit_value, starts_at, turns_at, reason, in_force, created_at, updated_at)
            SELECT pg_temp.id('2', 2 * n + m), pg_temp.id('1', n), CASE m WHEN 0 THEN 'max-storage' ELSE 'max-seats' END, n,
                   pg_temp.at(n), CASE WHEN n % 10 = 0 THEN pg_temp.at(n) END, 'A reason', TRUE, pg_temp.at(n), pg_temp.at(n)
            FROM generate_series(1, 25000) n, generate_series(0, 1) m;
            INSERT INTO plans (id, name, price, is_active, archived_at)
            SELECT pg_temp.id('3', n), 'Plan ' || n, 1, FALSE, pg_temp.at(n * 4) FROM generate_series(1, 5000) n;
            """;
}
