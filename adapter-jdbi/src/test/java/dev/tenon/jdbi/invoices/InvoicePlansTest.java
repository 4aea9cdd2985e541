package dev.tenon.jdbi.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does for 100,000 invoices of 5,000 people, one of whom has a tenth of them. */
class InvoicePlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final UserId BUSY = new UserId(UUID.fromString("01920000-1000-7000-8000-000000000001"));
    private static final SubscriptionId SUBSCRIPTION =
            new SubscriptionId(UUID.fromString("01920000-2000-7000-8000-000000000001"));
    private static final Currency USD = Currency.getInstance("USD");
    private static final PageRequest PAGE = PageRequest.first(50);
    private static HikariDataSource pool;
    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        for (String table : new String[] {"users", "subscriptions", "billing", "billing_lines"}) {
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
    void every_list_walks_along_an_index_and_reads_the_lines_of_its_page_alone() {
        assertThat(listed(InvoiceFilter.all())).contains("billing_created_at_idx");
        assertThat(listed(InvoiceFilter.of(BUSY).finalized())).containsAnyOf("billing_own_idx", "billing_user_id_idx");
        assertThat(listed(InvoiceFilter.all().on(SUBSCRIPTION))).contains("billing_subscription_id_idx");
        assertThat(listed(InvoiceFilter.all().in(InvoiceStatus.UNCOLLECTIBLE))).contains("billing_payment_status_idx");
        assertThat(listed(InvoiceFilter.all()
                        .between(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"))))
                .contains("billing_created_at_idx");
        assertThat(listed(InvoiceFilter.of(new OrganizationId(BUSY.value())))).contains("billing_organization_id_idx");
    }

    private static String listed(InvoiceFilter filter) {
        String plan = planOf(() -> storage.invoices().list(filter, PAGE));
        assertThat(plan).doesNotContain("Seq Scan on billing");
        return plan;
    }

    @Test
    void credits_are_found_without_a_look_at_the_other_invoices() {
        assertThat(planOf(() -> storage.invoices().credit(BUSY, USD))).contains("billing_credit_of_person_idx");
        assertThat(planOf(() -> storage.unitOfWork()
                        .run(() -> storage.invoices().useCredit(BUSY, new Money(100, USD), Instant.EPOCH))))
                .contains("billing_credit_of_person_idx");
    }

    private static String planOf(Runnable work) {
        return String.join("\n", watched.plansOf(work));
    }

    private static final String SEED = """
            CREATE FUNCTION pg_temp.id(sort TEXT, number BIGINT) RETURNS UUID LANGUAGE sql STABLE AS
                $$ SELECT ('01920000-' || sort || '-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$;
            INSERT INTO users (id, email, password_hash, status, is_email_verified)
            SELECT pg_temp.id('1000', n), 'user' || n || '@example.org', '!', 'active', TRUE
            FROM generate_series(1, 5000) n;
            INSERT INTO subscriptions (id, user_id, plan_id, start_date, price, currency, billing_interval, billing_anchor,
                                       current_period_start, current_period_end)
            SELECT pg_temp.id('2000', n), pg_temp.id('1000', n), (SELECT id FROM plans WHERE name = 'Standard'),
                   '2026-01-01', 10, 'USD', 'month', '2026-01-01', '2026-01-01', '2026-02-01'
            FROM generate_series(1, 5000) n;
            INSERT INTO billing (id, user_id, subscription_id, number, kind, subtotal, tax, amount, currency, payment_status,
                                 credit_given, credit_left, created_at)
            SELECT pg_temp.id('3000', n), pg_temp.id('1000', p.person), pg_temp.id('2000', p.person), n, 'manual', 10, 0, 10,
                   'USD', CASE WHEN n % 1000 = 0 THEN 'uncollectible' ELSE 'paid' END,
                   CASE WHEN n % 500 = 0 THEN 5 ELSE 0 END, CASE WHEN n % 500 = 0 THEN 5 ELSE 0 END,
                   TIMESTAMPTZ '2024-01-01' + n * INTERVAL '10 minutes'
            FROM generate_series(1, 100000) n
            CROSS JOIN LATERAL (SELECT CASE WHEN n % 10 = 0 THEN 1 ELSE 1 + n % 5000 END AS person) p;
            INSERT INTO billing_lines (billing_id, position, description, unit_amount, amount)
            SELECT pg_temp.id('3000', n), 1, 'Standard', 10, 10 FROM generate_series(1, 100000) n;
            """;
}
