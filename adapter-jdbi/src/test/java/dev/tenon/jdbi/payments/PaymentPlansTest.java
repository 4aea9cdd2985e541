package dev.tenon.jdbi.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does for 50,000 invoices of which a tenth is due, with two payments each. */
class PaymentPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InvoiceId INVOICE = new InvoiceId(UUID.fromString("01920000-3000-7000-8000-000000000010"));
    private static final UserId PERSON = new UserId(UUID.fromString("01920000-1000-7000-8000-000000000010"));
    private static HikariDataSource pool;
    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        for (String table : new String[] {
            "subscriptions", "billing", "billing_attempts", "billing_refunds", "payment_methods", "payment_events"
        }) {
            DATABASE.execute("VACUUM ANALYZE " + table);
        }
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
    void what_is_due_is_found_in_the_order_of_its_index() {
        assertThat(planOf(() -> storage.payments().claimDue(NOW)))
                .contains("billing_next_attempt_at_idx")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void what_is_to_be_asked_for_is_found_by_its_index() {
        assertThat(planOf(() -> storage.payments().claimChecks(NOW, NOW.plusSeconds(300), 16)))
                .contains("billing_attempts_check_idx")
                .doesNotContain("Seq Scan");
        assertThat(planOf(() -> storage.refunds().claimChecks(NOW, NOW.plusSeconds(300), 16)))
                .contains("billing_refunds_check_idx")
                .doesNotContain("Seq Scan");
        assertThat(planOf(() -> storage.paymentMethods().claimRemoved(NOW, NOW.plusSeconds(300), 16)))
                .contains("payment_methods_forget_idx")
                .doesNotContain("Seq Scan");
        assertThat(planOf(() -> storage.paymentEvents().deleteBefore(Instant.parse("2020-01-01T00:00:00Z"), 500)))
                .contains("payment_events_received_at_idx");
    }

    @Test
    void the_payments_of_an_invoice_are_read_in_the_order_of_their_index() {
        PageRequest page = PageRequest.first(50);

        assertThat(planOf(() -> storage.payments().list(INVOICE, page)))
                .contains("billing_attempts_list_idx")
                .doesNotContain("Seq Scan", "Sort");
        assertThat(planOf(() -> storage.refunds().list(INVOICE, page))).doesNotContain("Seq Scan");
        assertThat(planOf(() -> storage.payments().tries(INVOICE, NOW))).doesNotContain("Seq Scan");
        assertThat(planOf(() -> storage.payments().open(PERSON, 100))).doesNotContain("Seq Scan");
        assertThat(planOf(() -> storage.paymentMethods().preferred(PERSON)))
                .contains("payment_methods_one_default_of_person");
    }

    private static String planOf(Runnable work) {
        return String.join(
                "\n",
                watched.plansOf(() -> storage.unitOfWork().run(() -> {
                    work.run();
                    return Boolean.TRUE;
                })));
    }

    private static final String SEED = """
            CREATE FUNCTION pg_temp.id(sort TEXT, number BIGINT) RETURNS UUID LANGUAGE sql STABLE AS
            $$ SELECT ('01920000-' || sort || '000-7000-8000-' || lpad(number::text, 12, '0'))::uuid $$;
            SET session_replication_role = replica;
            INSERT INTO subscriptions (id, user_id, plan_id, status, price, currency, billing_interval, start_date,
                                       billing_anchor, current_period_start, current_period_end)
            SELECT pg_temp.id('2', n), pg_temp.id('1', n), p.id, 'active', 29, 'USD', 'month', DATE '2025-12-01',
                   TIMESTAMPTZ '2025-12-01', TIMESTAMPTZ '2025-12-01', TIMESTAMPTZ '2026-01-01'
            FROM generate_series(1, 50000) n, (SELECT id FROM plans WHERE name = 'Standard') p;
            INSERT INTO billing (id, user_id, subscription_id, number, kind, subtotal, amount, currency, payment_status,
                                 next_attempt_at)
            SELECT pg_temp.id('3', n), pg_temp.id('1', n), pg_temp.id('2', n), n, 'manual', 29, 29, 'USD',
                   CASE WHEN n % 10 = 0 THEN 'pending' ELSE 'paid' END,
                   CASE WHEN n % 10 = 0 THEN TIMESTAMPTZ '2025-12-31' END
            FROM generate_series(1, 50000) n;
            INSERT INTO billing_attempts (id, billing_id, attempt, provider, provider_key, amount, currency, outcome,
                                          completed_at, next_check_at)
            SELECT pg_temp.id('4', 2 * n + k), pg_temp.id('3', n), k + 1, 'stripe', (2 * n + k)::text, 29, 'USD',
                   CASE WHEN n % 1000 = 1 AND k = 0 THEN 'unknown' ELSE 'declined_softly' END,
                   CASE WHEN n % 1000 = 1 AND k = 0 THEN NULL ELSE TIMESTAMPTZ '2025-12-31' END,
                   CASE WHEN n % 1000 = 1 AND k = 0 THEN TIMESTAMPTZ '2025-12-31' END
            FROM generate_series(1, 50000) n, generate_series(0, 1) k;
            INSERT INTO billing_refunds (id, billing_id, attempt_id, status, amount, currency, completed_at, next_check_at)
            SELECT pg_temp.id('5', n), pg_temp.id('3', n), pg_temp.id('4', 2 * n),
                   CASE WHEN n % 1000 = 1 THEN 'pending' ELSE 'succeeded' END, 1, 'USD',
                   CASE WHEN n % 1000 = 1 THEN NULL ELSE TIMESTAMPTZ '2025-12-31' END,
                   CASE WHEN n % 1000 = 1 THEN TIMESTAMPTZ '2025-12-31' END
            FROM generate_series(1, 50000) n;
            INSERT INTO payment_methods (id, user_id, gateway, reference, label, is_default, removed_at, forget_at)
            SELECT pg_temp.id('6', n), CASE WHEN n % 1000 = 1 THEN NULL ELSE pg_temp.id('1', n) END, 'stripe', 'sealed', '',
                   n % 1000 <> 1, CASE WHEN n % 1000 = 1 THEN TIMESTAMPTZ '2025-12-31' END,
                   CASE WHEN n % 1000 = 1 THEN TIMESTAMPTZ '2025-12-31' END
            FROM generate_series(1, 50000) n;
            INSERT INTO payment_events (provider, event_id, event_type, occurred_at, received_at)
            SELECT 'stripe', 'evt_' || n, 'payment_intent.succeeded', TIMESTAMPTZ '2025-12-31', TIMESTAMPTZ '2025-12-31'
            FROM generate_series(1, 50000) n;
            SET session_replication_role = DEFAULT;
            """;
}
