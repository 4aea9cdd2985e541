package dev.tenon.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL does for a trail of twelve months, a row every five minutes. */
class AuditPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final PageRequest PAGE = PageRequest.first(50);
    private static final Pattern MONTH = Pattern.compile("audit_logs_(20[0-9]{2}_[0-9]{2}|default)_");
    private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=([0-9]+)(?: read=([0-9]+))?");
    private static HikariDataSource pool;
    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
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
    void a_span_of_time_reads_its_months_alone() {
        AuditFilter span =
                AuditFilter.all().between(Instant.parse("2025-03-10T00:00:00Z"), Instant.parse("2025-04-20T00:00:00Z"));

        assertThat(months(planOf(span, PAGE))).containsExactly("2025_03", "2025_04");
    }

    @Test
    void a_late_page_reads_no_later_month() {
        Position late = new Position(Instant.parse("2025-02-10T00:00:00Z"), UUID.randomUUID());

        String plan = planOf(AuditFilter.all(), new PageRequest(50, late));

        assertThat(months(plan)).contains("2025_01", "2025_02").doesNotContain("2025_03", "2025_12");
        assertThat(Plans.mostRows(plan)).isLessThan(110);
    }

    @Test
    void a_late_page_of_a_span_of_time_costs_what_its_first_costs() {
        Instant from = Instant.parse("2025-03-01T00:00:00Z");
        AuditFilter span = AuditFilter.all().between(from, from.plus(Duration.ofDays(30)));
        PageRequest late = new PageRequest(50, new Position(from.plus(Duration.ofDays(2)), UUID.randomUUID()));

        assertThat(pagesRead(planOf(span, late))).isLessThanOrEqualTo(pagesRead(planOf(span, PAGE)) + 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "impersonator", "action", "table", "record", "organization", "none"})
    void every_filter_reads_its_index_in_order_and_little_more_than_the_page(String name) {
        UserId person = new UserId(id("1", 7));
        AuditFilter filter = switch (name) {
            case "user" -> AuditFilter.all().by(person);
            case "impersonator" -> AuditFilter.all().byImpersonator(person);
            case "action" -> AuditFilter.all().ofAction("session.opened");
            case "table" -> AuditFilter.all().onTable("sessions");
            case "record" -> AuditFilter.all().onRecord("record-7");
            case "organization" -> AuditFilter.all().in(new OrganizationId(id("2", 7)));
            default -> AuditFilter.all();
        };
        for (PageRequest page :
                List.of(PAGE, new PageRequest(50, new Position(FIRST.plus(Duration.ofDays(100)), UUID.randomUUID())))) {
            String plan = planOf(filter, page);

            assertThat(plan).doesNotContain("Sort  (", "Seq Scan");
            // Each of the months gives its newest row, and one of them the page. Where every tenth row matches, walking
            // along
            // the time is as good as the filter's own index.
            assertThat(Plans.mostRows(plan)).as(plan).isLessThan(700);
        }
    }

    private static String planOf(AuditFilter filter, PageRequest page) {
        List<String> plans = watched.plansOf(() -> storage.audit().list(filter, page));
        return plans.get(plans.size() - 1);
    }

    private static TreeSet<String> months(String plan) {
        Matcher matcher = MONTH.matcher(plan);
        TreeSet<String> months = new TreeSet<>();
        matcher.results().map((MatchResult found) -> found.group(1)).forEach(months::add);
        months.remove("default");
        return months;
    }

    /** How many pages of tables and indexes a statement looked at. */
    private static int pagesRead(String plan) {
        Matcher buffers = PAGES.matcher(plan);
        assertThat(buffers.find()).as(plan).isTrue();
        return Integer.parseInt(buffers.group(1)) + (buffers.group(2) == null ? 0 : Integer.parseInt(buffers.group(2)));
    }

    private static UUID id(String sort, int number) {
        return UUID.fromString("01920000-%s000-7000-8000-%012d".formatted(sort, number));
    }

    private static final String SEED = """
            CREATE FUNCTION pg_temp.id(sort TEXT, number BIGINT) RETURNS UUID LANGUAGE sql STABLE AS
            $$ SELECT ('01920000-' || sort || '000-7000-8000-' || lpad(number::text, 12, '0'))::uuid $$;
            SET session_replication_role = replica;
            SELECT tenon_ensure_partitions(12, '2025-01-01 00:00:00Z');
            INSERT INTO audit_logs (id, user_id, impersonator_id, actor_label, action, table_name, record_id, organization_id,
                                    request_id, chain, sequence, previous_hash, hash, created_at)
            SELECT pg_temp.id('5', n), pg_temp.id('1', n % 100), CASE WHEN n % 3 = 0 THEN pg_temp.id('1', n / 3 % 10) END,
                   'user:' || n, CASE WHEN n % 10 = 0 THEN 'account.banned' ELSE 'session.opened' END,
                   CASE WHEN n % 7 = 0 THEN 'users' ELSE 'sessions' END, 'record-' || n % 50,
                   CASE WHEN n % 5 = 0 THEN pg_temp.id('2', n / 5 % 10) END, 'request', 'global', n, repeat('0', 64),
                   repeat('0', 64), TIMESTAMPTZ '2025-01-01 00:00:00Z' + make_interval(mins => 5 * n::int)
            FROM generate_series(1, 100000) n;
            """;
}
