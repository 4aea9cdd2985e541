package dev.tenon.jdbi.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does for 100,000 subscriptions, of which a tenth has ended and a hundredth is due. */
class SubscriptionPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PageRequest FIRST_PAGE = PageRequest.first(50);
    private static HikariDataSource pool;
    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        DATABASE.execute("VACUUM ANALYZE subscriptions");
        DATABASE.execute("VACUUM ANALYZE trial_periods");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(DATABASE.url());
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        watched = new WatchedDataSource(pool);
        storage = JdbiStorage.of(watched.dataSource());
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Test
    void what_is_due_is_read_from_its_own_index_in_order() {
        assertThat(planOf(() -> storage.subscriptions().due(NOW, 200)))
                .contains("subscriptions_due_idx")
                .doesNotContain("Seq Scan", "Sort  (");
    }

    @Test
    void one_that_is_due_is_claimed_by_its_key() {
        SubscriptionId id = new SubscriptionId(id("1", 100));

        assertThat(planOf(() ->
                        storage.unitOfWork().run(() -> storage.subscriptions().claimDue(id, NOW))))
                .doesNotContain("Seq Scan");
    }

    @Test
    void the_live_one_of_a_person_or_an_organization_is_found_by_the_index_that_keeps_it_single() {
        assertThat(planOf(() -> storage.subscriptions().findLive(new UserId(id("2", 77)))))
                .contains("subscriptions_one_live_per_user")
                .doesNotContain("Seq Scan");
        assertThat(planOf(() -> storage.subscriptions().findLive(new OrganizationId(id("3", 77)))))
                .contains("subscriptions_one_live_per_organization")
                .doesNotContain("Seq Scan");
    }

    @Test
    void lists_come_in_the_order_of_their_index() {
        inOrder("subscriptions_created_at_idx", SubscriptionFilter.all());
        inOrder("subscriptions_user_id_idx", SubscriptionFilter.of(new UserId(id("2", 7))));
        inOrder("subscriptions_organization_id_idx", SubscriptionFilter.of(new OrganizationId(id("3", 7))));
        inOrder("subscriptions_status_idx", SubscriptionFilter.all().in(SubscriptionStatus.PAST_DUE));
        inOrder(
                "subscriptions_plan_id_idx",
                SubscriptionFilter.all().on(new PlanId(UUID.fromString("01920000-0000-7000-8000-000000000303"))));
        assertThat(planOf(() -> storage.trials().list(null, FIRST_PAGE)))
                .contains("trial_periods_created_at_idx")
                .doesNotContain("Seq Scan", "Sort  (");
        assertThat(planOf(() -> storage.trials().list(new UserId(id("2", 7)), FIRST_PAGE)))
                .contains("trial_periods_user_id_idx")
                .doesNotContain("Seq Scan");
    }

    private static void inOrder(String index, SubscriptionFilter filter) {
        assertThat(planOf(() -> storage.subscriptions().list(filter, FIRST_PAGE)))
                .contains(index)
                .doesNotContain("Seq Scan", "Sort  (");
    }

    private static String planOf(Runnable work) {
        return String.join("\n", watched.plansOf(work));
    }

    private static UUID id(String sort, long number) {
        return UUID.fromString("01920000-%s000-7000-8000-%012d".formatted(sort, number));
    }

    private static final String SEED = """
            CREATE FUNCTION pg_temp.id(sort TEXT, number BIGINT) RETURNS UUID LANGUAGE sql STABLE AS
            $$ SELECT ('01920000-' || sort || '000-7000-8000-' || lpad(number::text, 12, '0'))::uuid $$;
            SET session_replication_role = replica;
            INSERT INTO users (id, email, password_hash)
            SELECT pg_temp.id('2', n), 'user-' || n || '@example.org', '!' FROM generate_series(1, 100000) n;
            INSERT INTO subscriptions (id, user_id, organization_id, plan_id, start_date, status, price, currency,
                                       billing_interval, billing_anchor, current_period_start, current_period_end, due_at,
                                       created_at)
            SELECT pg_temp.id('1', n), pg_temp.id('2', CASE WHEN n % 50 = 0 THEN 7 ELSE n END),
                   CASE WHEN n % 10 = 7 THEN pg_temp.id('3', n) END,
                   CASE WHEN n % 1000 = 3 THEN '01920000-0000-7000-8000-000000000303'::uuid
                        ELSE '01920000-0000-7000-8000-000000000302'::uuid END,
                   '2025-12-01', CASE WHEN n % 50 = 0 THEN 'canceled' WHEN n % 1000 = 1 THEN 'past_due' ELSE 'active' END,
                   12, 'USD', 'month', at, at, at + INTERVAL '1 month',
                   CASE WHEN n % 50 <> 0 THEN TIMESTAMPTZ '2025-12-31 23:00:00Z' + make_interval(mins => (n % 100)::int * 60)
                   END, at
            FROM generate_series(1, 100000) n,
                 LATERAL (SELECT TIMESTAMPTZ '2025-12-01 00:00:00Z' + make_interval(secs => n::int)) AS t (at);
            INSERT INTO subscriptions (id, user_id, organization_id, plan_id, start_date, status, price, currency,
                                       billing_interval, billing_anchor, current_period_start, current_period_end, created_at)
            SELECT pg_temp.id('4', n), pg_temp.id('2', n), pg_temp.id('3', 7), '01920000-0000-7000-8000-000000000302',
                   '2025-12-01', 'canceled', 12, 'USD', 'month', at, at, at + INTERVAL '1 month', at
            FROM generate_series(1, 300) n,
                 LATERAL (SELECT TIMESTAMPTZ '2025-11-01 00:00:00Z' + make_interval(secs => n::int)) AS t (at);
            INSERT INTO trial_periods (id, user_id, plan_id, email_hash, start_date, end_date, created_at)
            SELECT pg_temp.id('5', n), pg_temp.id('2', n), '01920000-0000-7000-8000-000000000302', 'hash ' || n, '2025-12-01',
                   '2025-12-15', TIMESTAMPTZ '2025-12-01 00:00:00Z' + make_interval(secs => n::int)
            FROM generate_series(1, 50000) n;
            """;
}
