package dev.tenon.jdbi.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.billing.spi.BillingReportStore;
import dev.tenon.ports.billing.spi.BillingReportStore.Months;
import dev.tenon.ports.payments.PaymentBacklog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does for a month out of eight years with 100,000 invoices, payments, changes and trials. */
class BillingReportPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final Months MONTH =
            new Months(List.of(Instant.parse("2025-01-01T00:00:00Z")), Instant.parse("2025-02-01T00:00:00Z"));
    private static HikariDataSource pool;
    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        for (String table : List.of(
                "subscriptions",
                "subscription_changes",
                "trial_periods",
                "billing",
                "billing_lines",
                "credit_notes",
                "billing_attempts",
                "billing_refunds")) {
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
    void a_month_is_read_by_its_time_and_no_table_as_a_whole() {
        assertThat(planOf(() -> reports().trials(MONTH)))
                .contains("trial_periods_created_at_idx", "subscription_changes_at_idx")
                .doesNotContain("Seq Scan on trial_periods", "Seq Scan on subscription_changes");
        assertThat(planOf(() -> reports().revenue(MONTH)))
                .contains("billing_finalized_at_idx")
                .doesNotContain("Seq Scan on billing ");
        assertThat(planOf(() -> reports().money(MONTH)))
                .contains("billing_finalized_at_idx", "billing_attempts_received_idx")
                .doesNotContain("Seq Scan on billing ", "Seq Scan on billing_attempts");
    }

    @Test
    void what_was_unpaid_is_found_among_what_is_open_and_what_was_paid_since() {
        assertThat(planOf(() -> reports().unpaid(Instant.parse("2026-12-20T00:00:00Z"), List.of(MONTH.end()))))
                .contains("billing_payment_status_idx", "billing_payment_date_idx")
                .doesNotContain("Seq Scan on billing ");
    }

    @Test
    void the_backlog_of_payments_reads_what_is_open_and_what_failed_within_a_day() {
        assertThat(planOf(() -> storage.payments().backlog(Instant.parse("2026-12-30T00:00:00Z"))))
                .contains("billing_attempts_failed_idx")
                .containsAnyOf("billing_attempts_one_unresolved", "billing_attempts_check_idx")
                .doesNotContain("Seq Scan");
        assertThat(storage.payments().backlog(Instant.parse("2026-12-30T00:00:00Z")))
                .isNotEqualTo(PaymentBacklog.EMPTY);
    }

    private static BillingReportStore reports() {
        return storage.billingReports();
    }

    private static String planOf(Runnable work) {
        return String.join("\n", watched.plansOf(work));
    }

    private static final String SEED = """
            CREATE FUNCTION pg_temp.id(sort TEXT, number BIGINT) RETURNS UUID LANGUAGE sql STABLE AS
            $$ SELECT ('01920000-' || sort || '000-7000-8000-' || lpad(number::text, 12, '0'))::uuid $$;
            CREATE FUNCTION pg_temp.at(number BIGINT) RETURNS TIMESTAMPTZ LANGUAGE sql STABLE AS
            $$ SELECT TIMESTAMPTZ '2019-01-01 00:00:00Z' + number * INTERVAL '42 minutes' $$;
            SET session_replication_role = replica;
            INSERT INTO subscriptions (id, user_id, plan_id, start_date, status, price, currency, billing_interval,
                                       billing_anchor, current_period_start, current_period_end, trial_end, created_at)
            SELECT pg_temp.id('1', n), pg_temp.id('2', n), '01920000-0000-7000-8000-000000000302', '2019-01-01', 'active', 12,
                   'USD', 'month', pg_temp.at(n), pg_temp.at(n), pg_temp.at(n) + INTERVAL '1 month',
                   CASE WHEN n % 3 = 0 THEN pg_temp.at(n) END, pg_temp.at(n)
            FROM generate_series(1, 100000) n;
            INSERT INTO subscription_changes (subscription_id, number, at, kind, plan_after, yearly_before, yearly_after, currency)
            SELECT pg_temp.id('1', n), 1, pg_temp.at(n), 'new', '01920000-0000-7000-8000-000000000302', 0, 144, 'USD'
            FROM generate_series(1, 100000) n;
            INSERT INTO trial_periods (id, user_id, plan_id, email_hash, start_date, end_date, created_at)
            SELECT pg_temp.id('5', n), pg_temp.id('2', n), '01920000-0000-7000-8000-000000000302', 'hash ' || n, '2025-12-01',
                   '2025-12-15', pg_temp.at(n)
            FROM generate_series(1, 100000) n;
            INSERT INTO billing (id, user_id, subscription_id, number, kind, subtotal, tax, amount, currency, payment_status,
                                 amount_paid, due_at, finalized_at, payment_date, created_at)
            SELECT pg_temp.id('3', n), pg_temp.id('2', n), pg_temp.id('1', n), n, 'manual', 10, 0, 10, 'USD',
                   CASE WHEN n % 100 = 0 THEN 'pending' ELSE 'paid' END, 0, pg_temp.at(n), pg_temp.at(n),
                   CASE WHEN n % 100 <> 0 THEN pg_temp.at(n) END, pg_temp.at(n)
            FROM generate_series(1, 100000) n;
            INSERT INTO billing_lines (billing_id, position, description, unit_amount, amount, plan_id)
            SELECT pg_temp.id('3', n), 1, 'Standard', 10, 10, '01920000-0000-7000-8000-000000000302'
            FROM generate_series(1, 100000) n;
            INSERT INTO billing_attempts (id, billing_id, attempt, provider, provider_key, amount, currency, outcome, created_at,
                                          completed_at, next_check_at)
            SELECT pg_temp.id('6', n), pg_temp.id('3', n), 1, 'sandbox', 'key ' || n, 10, 'USD',
                   CASE WHEN n % 1000 = 0 THEN 'unknown' WHEN n % 100 = 1 THEN 'declined_softly' ELSE 'succeeded' END,
                   pg_temp.at(n), CASE WHEN n % 1000 <> 0 THEN pg_temp.at(n) END,
                   CASE WHEN n % 2000 = 0 THEN pg_temp.at(n) END
            FROM generate_series(1, 100000) n;
            """;
}
