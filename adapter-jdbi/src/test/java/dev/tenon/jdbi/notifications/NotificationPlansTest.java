package dev.tenon.jdbi.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.Plans;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationPreferences.Blocked;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What PostgreSQL does for notifications: 300,000 of them, of which somebody has 20,000 of their own and 20,000 more of an
 * organization.
 */
class NotificationPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final UserId BUSY = new UserId(id("1", 7));
    private static final Reader READER = new Reader(BUSY, Blocked.NOTHING, NOW);
    private static final PageRequest FIRST_PAGE = PageRequest.first(50);
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
    void a_list_comes_from_the_indexes_and_a_deep_page_costs_what_the_first_does() {
        Position deep = new Position(Instant.parse("2026-09-20T00:00:00Z"), id("2", 1));
        for (PageRequest page : List.of(FIRST_PAGE, new PageRequest(50, deep))) {
            readsAtMost(
                    400,
                    () -> storage.notifications().list(READER, NotificationFilter.all(), page),
                    "notifications_user_id_idx",
                    "notifications_members_idx");
        }
    }

    @Test
    void a_list_by_priority_comes_from_the_indexes_and_a_deep_page_costs_what_the_first_does() {
        NotificationFilter byPriority = new NotificationFilter(null, null, null, true);
        Position deep = new Position(2, Instant.parse("2026-09-20T00:00:00Z"), id("2", 1));
        for (PageRequest page : List.of(FIRST_PAGE, new PageRequest(50, deep))) {
            readsAtMost(
                    400,
                    () -> storage.notifications().list(READER, byPriority, page),
                    "notifications_priority_idx",
                    "notifications_members_priority_idx");
        }
    }

    @Test
    void filters_and_what_is_blocked_cost_no_more() {
        Reader picky = new Reader(BUSY, new Blocked(false, Set.of(NotificationType.ERROR), Set.of()), NOW);
        readsAtMost(
                1_000,
                () -> storage.notifications()
                        .list(
                                picky,
                                new NotificationFilter(NotificationStatus.UNREAD, NotificationType.INFO, null, false),
                                FIRST_PAGE));
    }

    @Test
    void the_unread_are_counted_without_reading_those_that_are_read() {
        readsAtMost(3_100, () -> storage.notifications().countUnread(READER, 1_001), "notifications_unread_idx");
    }

    @Test
    void a_stream_goes_on_from_the_indexes_however_long_ago_it_was_left() {
        // Of who has every fifteenth notification, the place alone finds them as fast.
        readsAtMost(
                2_000, () -> storage.notificationStream().after(READER, 1, 100), "notifications_members_stream_idx");
        Reader quiet = new Reader(new UserId(id("1", 1_700)), Blocked.NOTHING, NOW);
        readsAtMost(
                500,
                () -> storage.notificationStream().after(quiet, 1, 100),
                "notifications_user_stream_idx",
                "notifications_members_stream_idx");
        readsAtMost(
                510, () -> storage.notificationStream().placedAfter(299_000, 500), "notifications_stream_position_key");
    }

    @Test
    void the_jobs_find_at_once_that_there_is_nothing_to_do() {
        readsAtMost(10, () -> storage.notificationStream().hasUnplaced());
        readsAtMost(10, () -> storage.notificationMails().hasWaiting(), "notifications_mail_waits_idx");
        readsAtMost(10, () -> storage.notificationMails().hasClosing(NOW));
    }

    private static void readsAtMost(int rows, Question question, String... indexes) {
        List<String> plans = watched.plansOf(question::ask);
        assertThat(plans).as("one statement").hasSize(1);
        String plan = plans.get(0);
        assertThat(plan).doesNotContain("Seq Scan on notifications ");
        for (String index : indexes) {
            assertThat(plan).contains(index);
        }
        assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(rows);
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
            FROM generate_series(1, 3000) n;

            INSERT INTO organizations (id, name, slug, owner_user_id)
            SELECT pg_temp.id('3', n), 'Team', 'team-' || n, pg_temp.id('1', 7) FROM generate_series(1, 100) n;

            INSERT INTO organization_members (organization_id, user_id, role, joined_at)
            SELECT pg_temp.id('3', 1 + (n + m) % 100), pg_temp.id('1', n), 'member', pg_temp.at(0)
            FROM generate_series(1, 3000) n, generate_series(0, 2) m
            WHERE n <> 7;
            INSERT INTO organization_members (organization_id, user_id, role, joined_at)
            SELECT pg_temp.id('3', n), pg_temp.id('1', 7), 'owner', pg_temp.at(0) FROM generate_series(1, 3) n;

            INSERT INTO notifications (id, user_id, organization_id, message, type, priority, status, created_at,
                                       stream_position)
            SELECT pg_temp.id('2', n),
                   CASE WHEN n % 15 = 0 THEN pg_temp.id('1', 7) WHEN n % 5 <> 1 THEN pg_temp.id('1', n % 3000 + 1) END,
                   CASE WHEN n % 15 = 1 THEN pg_temp.id('3', 1) WHEN n % 5 = 1 THEN pg_temp.id('3', n % 100 + 1) END,
                   'Something happened',
                   CASE WHEN n % 7 = 0 THEN 'error' ELSE 'info' END,
                   CASE n % 3 WHEN 0 THEN 'low' WHEN 1 THEN 'medium' ELSE 'high' END,
                   CASE WHEN n % 2 = 0 THEN 'read' ELSE 'unread' END, pg_temp.at(n), n
            FROM generate_series(1, 300000) n;

            INSERT INTO notification_receipts (notification_id, user_id)
            SELECT id, pg_temp.id('1', 7) FROM notifications
            WHERE organization_id = pg_temp.id('3', 1) AND created_at < '2026-10-20';
            """;
}
