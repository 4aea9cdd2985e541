package dev.tenon.jdbi.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.DeliveryBacklog;
import dev.tenon.ports.webhooks.DeliveryStatus;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Bounds;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does for 5,000 webhooks of which one has 100,000 events and each other twenty, nearly all told. */
class WebhookPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final WebhookId BUSY = new WebhookId(UUID.fromString("01920000-1000-7000-8000-000000000001"));
    private static final WebhookId QUIET = new WebhookId(UUID.fromString("01920000-1000-7000-8000-000000000003"));
    private static final UUID ORGANIZATION = UUID.fromString("01920000-2000-7000-8000-000000000003");
    private static HikariDataSource pool;
    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        DATABASE.execute("VACUUM ANALYZE webhook_endpoints");
        DATABASE.execute("VACUUM ANALYZE webhook_deliveries");
        DATABASE.execute("VACUUM ANALYZE audit_logs");
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
    void a_claim_walks_along_the_index_of_what_waits() {
        String plan = planOf(() -> storage.unitOfWork()
                .run(() ->
                        storage.deliveries().claim(UUID.randomUUID(), NOW, NOW.plusSeconds(60), new Bounds(32, 4, 8))));

        assertThat(plan)
                .contains("webhook_deliveries_open_idx", "webhook_deliveries_leased_idx")
                .doesNotContain("Seq Scan on webhook_deliveries");
    }

    @Test
    void a_claim_locks_what_it_takes_and_nothing_more() {
        Instant later = NOW.plusSeconds(3600);
        String plan = planOf(() -> storage.unitOfWork()
                .run(() -> storage.deliveries()
                        .claim(UUID.randomUUID(), later, later.plusSeconds(60), new Bounds(5, 4, 8))));

        assertThat(plan.lines().filter(line -> line.contains("LockRows")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("actual rows=5"));
    }

    @Test
    void a_replay_reads_the_span_of_its_organization_alone() {
        Instant from = Instant.parse("2025-12-01T00:00:00Z");

        assertThat(planOf(() -> replay(webhook(new OrganizationId(ORGANIZATION)), from)))
                .contains("organization_id_created_at")
                .doesNotContain("Seq Scan on audit_logs");
        assertThat(planOf(() -> replay(webhook(null), from)))
                .contains("created_at_id_idx")
                .doesNotContain("Seq Scan on audit_logs");
    }

    private static void replay(Webhook webhook, Instant from) {
        storage.unitOfWork().run(() -> storage.deliveries().replay(webhook, from, from.plusSeconds(3600), 10_001, NOW));
    }

    private static Webhook webhook(@Nullable OrganizationId organization) {
        return new Webhook(
                QUIET,
                organization,
                null,
                URI.create("https://hooks.example.org/"),
                null,
                Set.of(),
                null,
                null,
                null,
                0,
                null,
                NOW,
                1);
    }

    @Test
    void a_page_of_deliveries_is_read_in_the_order_of_its_index() {
        PageRequest page = PageRequest.first(50);

        assertThat(planOf(() -> storage.deliveries().list(BUSY, null, page)))
                .contains("webhook_deliveries_list_idx")
                .doesNotContain("Seq Scan", "Sort  (");
        assertThat(planOf(() -> storage.deliveries().list(BUSY, DeliveryStatus.DELIVERED, page)))
                .doesNotContain("Seq Scan on webhook_deliveries");
        for (DeliveryStatus rare : List.of(DeliveryStatus.DEAD, DeliveryStatus.FAILED)) {
            assertThat(planOf(() -> storage.deliveries().list(BUSY, rare, page)))
                    .as("without a walk along all that was told")
                    .contains("webhook_deliveries_failed_idx")
                    .doesNotContain("Sort  (", "Rows Removed");
        }
    }

    @Test
    void the_backlog_looks_at_what_waits_alone() {
        assertThat(planOf(() -> storage.deliveries().backlog(NOW)))
                .contains("webhook_deliveries_open_idx")
                .doesNotContain("Seq Scan on webhook_deliveries");
    }

    @Test
    void the_backlog_counts_no_further_than_it_says() {
        assertThat(storage.deliveries().backlog(NOW).dead()).as("of 120,000").isEqualTo(DeliveryBacklog.MOST_COUNTED);
    }

    @Test
    void what_is_old_is_found_webhook_by_webhook() {
        String plan = planOf(() -> storage.unitOfWork()
                .run(() -> storage.deliveries().deleteQueuedBefore(Instant.parse("2020-01-01T00:00:00Z"), 500)));

        assertThat(plan).contains("webhook_deliveries_list_idx").doesNotContain("Seq Scan on webhook_deliveries");
    }

    private static String planOf(Runnable work) {
        return String.join("\n", watched.plansOf(work));
    }

    private static final String SEED = """
            CREATE FUNCTION pg_temp.id(sort TEXT, number BIGINT) RETURNS UUID LANGUAGE sql STABLE AS
            $$ SELECT ('01920000-' || sort || '000-7000-8000-' || lpad(number::text, 12, '0'))::uuid $$;
            SET session_replication_role = replica;
            INSERT INTO webhook_endpoints (id, organization_id, url, secret)
            SELECT pg_temp.id('1', n), pg_temp.id('2', n), 'https://hooks.example.org/', 'sealed'
            FROM generate_series(1, 5000) n;
            INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, occurred_at, queued_at, next_attempt_at,
                                            status, delivered_at)
            SELECT pg_temp.id('1', CASE WHEN n <= 100000 THEN 1 ELSE n % 5000 + 1 END), pg_temp.id('3', n), 'role.created',
                   at, at, at, CASE WHEN n % 1000 = 0 THEN 'pending' ELSE 'delivered' END,
                   CASE WHEN n % 1000 <> 0 THEN at END
            FROM generate_series(1, 200000) n,
                 LATERAL (SELECT TIMESTAMPTZ '2025-12-01 00:00:00Z' + make_interval(secs => n::int)) AS t (at);
            INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, occurred_at, queued_at, next_attempt_at, status)
            SELECT pg_temp.id('1', 2), pg_temp.id('4', n), 'role.created', at, at, at, 'dead'
            FROM generate_series(1, 120000) n, LATERAL (SELECT TIMESTAMPTZ '2025-12-01 00:00:00Z') AS t (at);
            SELECT tenon_ensure_partitions(2, '2025-12-01 00:00:00Z');
            INSERT INTO audit_logs (id, actor_label, action, table_name, record_id, organization_id,
                                    request_id, chain, sequence, previous_hash, hash, created_at)
            SELECT pg_temp.id('5', n), 'user:' || n, 'role.created', 'roles', 'record-' || n,
                   CASE WHEN n % 2 = 0 THEN pg_temp.id('2', n / 2 % 500) END, 'request', 'global', n, repeat('0', 64),
                   repeat('0', 64), TIMESTAMPTZ '2025-12-01 00:00:00Z' + make_interval(secs => 20 * n::int)
            FROM generate_series(1, 100000) n;
            """;
}
