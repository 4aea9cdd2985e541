package dev.tenon.jdbi.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.Plans;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.support.TicketFilter;
import dev.tenon.ports.support.TicketOrder;
import dev.tenon.ports.support.TicketStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does for tickets: 50,000 of them by 1,000 people, with two messages each. */
class TicketPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final PageRequest FIRST_PAGE = PageRequest.first(50);
    private static final Position DEEP = new Position(Instant.parse("2026-09-20T00:00:00Z"), id("2", 1));
    private static final UserId SOMEBODY = new UserId(id("1", 7));
    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        DATABASE.execute("VACUUM ANALYZE");
        watched = new WatchedDataSource(DATABASE.dataSource());
        storage = JdbiStorage.of(watched.dataSource());
    }

    @Test
    void every_list_comes_from_an_index_and_a_deep_page_costs_what_the_first_does() {
        for (PageRequest page : List.of(FIRST_PAGE, new PageRequest(50, DEEP))) {
            for (TicketOrder order : TicketOrder.values()) {
                readsAtMost(60, TicketFilter.all(), order, page, "support_tickets_created_at_idx");
                readsAtMost(
                        60, TicketFilter.all().in(TicketStatus.IN_PROGRESS), order, page, "support_tickets_status_idx");
                readsAtMost(60, TicketFilter.all().by(SOMEBODY), order, page, "support_tickets_user_id_idx");
                readsAtMost(
                        60, TicketFilter.all().assignedTo(SOMEBODY), order, page, "support_tickets_assignee_id_idx");
                readsAtMost(60, TicketFilter.all().withoutAssignee(), order, page, "support_tickets_unassigned_idx");
            }
        }
    }

    @Test
    void words_are_found_by_the_indexes_and_those_of_one_person_by_the_persons_tickets() {
        readsAtMost(
                1_000,
                TicketFilter.all().about("word77"),
                TicketOrder.NEWEST,
                FIRST_PAGE,
                "support_tickets_words_idx",
                "support_ticket_messages_words_idx");
        readsAtMost(
                300,
                TicketFilter.all().by(SOMEBODY).about("everybody"),
                TicketOrder.NEWEST,
                FIRST_PAGE,
                "support_tickets_user_id_idx",
                "support_ticket_messages_ticket_id_idx");
    }

    @Test
    void a_number_is_found_at_once() {
        readsAtMost(1, TicketFilter.all().about("#4711"), TicketOrder.NEWEST, FIRST_PAGE, "support_tickets_number_key");
    }

    @Test
    void a_report_reads_the_time_that_it_tells_of_and_what_is_open() {
        Instant from = Instant.parse("2026-09-10T00:00:00Z");
        List<String> plans = watched.plansOf(
                () -> storage.tickets().report(from, from.plusSeconds(3_600), Instant.parse("2026-11-01T00:00:00Z")));

        assertThat(plans).hasSize(1);
        assertThat(plans.get(0))
                .contains(
                        "support_tickets_created_at_idx",
                        "support_tickets_first_response_at_idx",
                        "support_ticket_turns_turned_at_idx",
                        "support_tickets_status_idx")
                .doesNotContain("Seq Scan on support_ticket");
    }

    private static void readsAtMost(
            int rows, TicketFilter filter, TicketOrder order, PageRequest page, String... indexes) {
        List<String> plans = watched.plansOf(() -> storage.tickets().list(filter, order, false, page));
        assertThat(plans).as("one statement").hasSize(1);
        String plan = plans.get(0);
        assertThat(plan).as("%s %s", filter, order).doesNotContain("Seq Scan on support_ticket");
        assertThat(plan).as("%s %s", filter, order).contains(indexes);
        assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(rows);
    }

    private static UUID id(String sort, int number) {
        return UUID.fromString("01920000-%s000-7000-8000-%012d".formatted(sort, number));
    }

    private static final String SEED = """
            CREATE FUNCTION pg_temp.id(sort TEXT, number BIGINT) RETURNS UUID LANGUAGE sql STABLE AS
            $$ SELECT ('01920000-' || sort || '000-7000-8000-' || lpad(number::text, 12, '0'))::uuid $$;
            CREATE FUNCTION pg_temp.at(number BIGINT) RETURNS TIMESTAMPTZ LANGUAGE sql STABLE AS
            $$ SELECT TIMESTAMPTZ '2026-09-01 00:00:00Z' + make_interval(secs => 60 * number::int) $$;
            SET session_replication_role = replica;

            INSERT INTO users (id, email, password_hash, status, created_at, updated_at)
            SELECT pg_temp.id('1', n), 'user.' || n || '@example.org', '!', 'active', pg_temp.at(0), pg_temp.at(0)
            FROM generate_series(1, 1000) n;

            INSERT INTO support_tickets (id, number, user_id, assignee_id, subject, description, status, created_at,
                                         updated_at, first_response_at, resolved_at)
            SELECT pg_temp.id('2', n), n, pg_temp.id('1', n % 1000 + 1),
                   CASE WHEN n % 20 <> 0 THEN pg_temp.id('1', n % 40 + 1) END, 'Subject of everybody',
                   'About word' || n % 1000,
                   CASE WHEN n % 50 = 0 THEN 'open' WHEN n % 50 = 1 THEN 'in progress' ELSE 'resolved' END,
                   pg_temp.at(n), pg_temp.at(n), pg_temp.at(n + 10),
                   CASE WHEN n % 50 > 1 THEN pg_temp.at(n + 100) END
            FROM generate_series(1, 50000) n;

            INSERT INTO support_ticket_turns (ticket_id, turn, turned_at)
            SELECT id, 'resolved', resolved_at FROM support_tickets WHERE resolved_at IS NOT NULL;

            INSERT INTO support_ticket_messages (id, ticket_id, author_id, body, created_at)
            SELECT pg_temp.id('3', 2 * n + m), pg_temp.id('2', n), pg_temp.id('1', n % 1000 + 1),
                   'A message of everybody with other' || n % 1000, pg_temp.at(n + m)
            FROM generate_series(1, 50000) n, generate_series(0, 1) m;
            """;
}
