package dev.tenon.jdbi;

import static dev.tenon.testkit.Fixtures.anId;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.organizations.InvitationFilter;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.OrganizationFilter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What PostgreSQL does for lists of up to 100,000 rows. Every statement is explained twice: planned for its values, and planned
 * for any values, as a prepared statement soon is.
 */
class PlansOfListsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    /** Number 50,000 of 100,000: in the middle of every list. */
    private static final int MIDDLE = 50_000;

    private static final Instant FIRST = Instant.parse("2026-09-01T00:00:00Z");
    private static final PageRequest FIRST_PAGE = PageRequest.first(50);
    private static final PageRequest DEEP_PAGE =
            new PageRequest(50, new Position(FIRST.plusSeconds(60L * MIDDLE), id("1", MIDDLE)));
    private static final UserId BUSY = new UserId(id("1", 7));
    private static final OrganizationId LARGE = new OrganizationId(id("8", 1));

    private static List<Planned> planned;

    private record Planned(String how, HikariDataSource pool, WatchedDataSource watched, JdbiStorage storage) {

        static Planned as(String mode) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(DATABASE.url());
            config.setMaximumPoolSize(2);
            config.setConnectionInitSql("SET plan_cache_mode = " + mode);
            HikariDataSource pool = new HikariDataSource(config);
            WatchedDataSource watched = new WatchedDataSource(pool);
            return new Planned(mode, pool, watched, JdbiStorage.of(watched.dataSource()));
        }
    }

    private interface Question {
        Object ask(JdbiStorage storage);
    }

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        DATABASE.execute("VACUUM ANALYZE");
        planned = List.of(Planned.as("force_custom_plan"), Planned.as("force_generic_plan"));
    }

    @AfterAll
    static void close() {
        planned.forEach(each -> each.pool().close());
    }

    @Test
    void accounts_come_in_order_from_the_index_and_a_deep_page_costs_what_the_first_does() {
        for (PageRequest page : List.of(FIRST_PAGE, DEEP_PAGE)) {
            inOrder("users_created_at_idx", storage -> storage.accounts().list(AccountFilter.all(), page));
        }
    }

    @Test
    void accounts_of_a_status_come_in_order_from_the_index() {
        inOrder(
                "users_status_created_at_idx",
                storage -> storage.accounts().list(new AccountFilter(null, AccountStatus.BANNED, null), FIRST_PAGE));
        readsAtMost(
                600,
                storage -> storage.accounts().list(new AccountFilter(null, AccountStatus.ACTIVE, null), DEEP_PAGE));
    }

    @Test
    void accounts_of_a_role_are_found_without_reading_the_others() {
        readsAtMost(600, storage -> storage.accounts().list(new AccountFilter(null, null, Role.ADMIN), FIRST_PAGE));
        readsAtMost(600, storage -> storage.accounts().list(new AccountFilter(null, null, Role.MEMBER), FIRST_PAGE));
        readsAtMost(600, storage -> storage.accounts().list(new AccountFilter(null, null, Role.MEMBER), DEEP_PAGE));
    }

    @Test
    void sessions_of_an_account_come_in_order_from_the_index() {
        inOrder("sessions_user_id_idx", storage -> storage.sessions().list(BUSY, FIRST, FIRST_PAGE));
    }

    @Test
    void a_token_is_looked_up_by_unique_keys_alone() {
        for (Planned each : planned) {
            String plan = planOf(each, storage -> storage.sessions().findByToken("0".repeat(63) + "7", FIRST));

            assertThat(plan)
                    .as(each.how())
                    .contains("sessions_token_key", "users_pkey", "user_roles_user_role_key")
                    .doesNotContain("Seq Scan on sessions", "Seq Scan on users", "Seq Scan on user_roles", "Sort  (");
        }
    }

    @Test
    void an_account_is_looked_up_by_its_address_in_the_unique_index() {
        EmailAddress address = new EmailAddress("user.4711@example.org");
        for (Planned each : planned) {
            assertThat(planOf(each, storage -> storage.accounts().findByEmail(address)))
                    .contains("users_email");
            assertThat(planOf(each, storage -> storage.sessions().findLogin(address)))
                    .contains("users_email")
                    .doesNotContain("Seq Scan");
        }
    }

    @Test
    void documents_come_in_order_from_the_index() {
        inOrder("documents_own_idx", storage -> storage.documents().list(BUSY, DocumentFilter.all(), FIRST_PAGE));
        readsAtMost(
                1_200,
                storage -> storage.documents()
                        .list(
                                BUSY,
                                new DocumentFilter(null, "PORT-71", DocumentStatus.UPLOADED, "pdf", null),
                                FIRST_PAGE));
    }

    @Test
    void a_quota_is_counted_anew_without_reading_what_others_store() {
        for (Planned each : planned) {
            List<String> plans = plansOf(
                    each,
                    storage ->
                            storage.unitOfWork().run(() -> storage.quotas().recount(new UserId(id("1", 11)), FIRST)));

            assertThat(plans)
                    .as(each.how())
                    .isNotEmpty()
                    .allSatisfy(
                            plan -> assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(100));
        }
    }

    @Test
    void subscriptions_come_in_order_from_the_index() {
        inOrder(
                "subscriptions_user_id_idx",
                storage -> storage.subscriptions().list(SubscriptionFilter.of(BUSY), FIRST_PAGE));
    }

    @Test
    void mails_come_in_order_of_time_from_the_primary_key() {
        inOrder("email_queue_pkey", storage -> storage.emails().list(EmailFilter.all(), FIRST_PAGE));
        inOrder(
                "email_queue_pkey",
                storage -> storage.emails()
                        .list(
                                EmailFilter.all(),
                                new PageRequest(50, new Position(FIRST.plusSeconds(60L * 15_000), id("4", 15_000)))));
    }

    @Test
    void mails_of_a_filter_are_found_without_reading_the_others() {
        for (EmailStatus status : EmailStatus.values()) {
            readsAtMost(600, storage -> storage.emails().list(EmailFilter.of(status), FIRST_PAGE));
        }
        for (EmailType type : List.of(EmailType.VERIFICATION, EmailType.TRIAL_ENDING, EmailType.IMPERSONATION)) {
            readsAtMost(600, storage -> storage.emails().list(new EmailFilter(null, type, null), FIRST_PAGE));
        }
        readsAtMost(100, storage -> storage.emails().list(new EmailFilter(EmailStatus.DEAD, null, BUSY), FIRST_PAGE));
    }

    @Test
    void old_mails_are_looked_for_among_the_oldest_alone() {
        for (Planned each : planned) {
            String plan = planOf(
                    each,
                    storage -> storage.unitOfWork().run(() -> storage.emails().deleteBefore(FIRST, 100)));

            assertThat(plan).as(each.how()).contains("email_queue_pkey");
            assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(200);
        }
    }

    @Test
    void mails_are_claimed_by_the_index_however_many_were_sent_and_wait() {
        for (Instant now : List.of(FIRST.plusSeconds(1_800_000), FIRST.plusSeconds(60_000), FIRST.minusSeconds(1))) {
            for (Planned each : planned) {
                String plan = planOf(
                        each,
                        storage -> storage.unitOfWork().run(() -> {
                            storage.emails().claim(anId(), now, now.plusSeconds(60), 20);
                            return true;
                        }));

                assertThat(plan)
                        .as(each.how())
                        .contains("email_queue_due_idx")
                        .doesNotContain("Seq Scan on email_queue", "email_queue_claim_idx");
                assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(100);
            }
        }
    }

    @Test
    void audit_rows_come_in_order_from_the_index() {
        PageRequest deep = new PageRequest(50, new Position(FIRST.plusSeconds(60L * MIDDLE), id("5", MIDDLE)));
        for (PageRequest page : List.of(FIRST_PAGE, deep)) {
            inOrder("created_at", storage -> storage.audit().list(AuditFilter.all(), page));
        }
    }

    @Test
    void audit_rows_of_a_filter_are_found_without_reading_the_others() {
        UserId rare = new UserId(id("1", 4_321));
        String record = id("1", 77).toString();
        readsAtMost(100, storage -> list(storage, rare, null, null, null));
        readsAtMost(100, storage -> list(storage, null, "account.banned", null, null));
        readsAtMost(600, storage -> list(storage, null, "session.opened", null, null));
        readsAtMost(100, storage -> list(storage, null, null, "storage_quotas", null));
        readsAtMost(600, storage -> list(storage, null, null, "sessions", null));
        readsAtMost(200, storage -> list(storage, null, null, null, record));
        readsAtMost(200, storage -> list(storage, null, null, "sessions", record));
        readsAtMost(
                600,
                storage -> storage.audit()
                        .list(
                                AuditFilter.all().between(FIRST.plusSeconds(60_000), FIRST.plusSeconds(61_000)),
                                FIRST_PAGE));
    }

    @Test
    void a_chain_is_read_in_order_from_the_index() {
        inOrder("chain", storage -> storage.audit().read("global", MIDDLE, 500));
    }

    @Test
    void organizations_come_in_order_from_the_index_and_ones_own_by_the_memberships() {
        PageRequest deep = new PageRequest(50, new Position(FIRST.plusSeconds(60L * 10_000), id("8", 10_000)));
        for (PageRequest page : List.of(FIRST_PAGE, deep)) {
            inOrder(
                    "organizations_listed_idx",
                    storage -> storage.organizations().list(OrganizationFilter.all(), null, page));
        }
        readsAtMost(600, storage -> storage.organizations().list(OrganizationFilter.mine(), BUSY, FIRST_PAGE));
        readsAtMost(
                100,
                storage -> storage.organizations().list(OrganizationFilter.all().ofSlug("team-77"), null, FIRST_PAGE));
    }

    @Test
    void members_come_in_order_from_the_index() {
        PageRequest deep = new PageRequest(50, new Position(FIRST.plusSeconds(60L * 10_000), id("1", 10_000)));
        for (PageRequest page : List.of(FIRST_PAGE, deep)) {
            inOrder(
                    "organization_members_listed_idx",
                    storage -> storage.members().list(LARGE, MemberFilter.all(), page));
        }
        readsAtMost(
                100,
                storage -> storage.members()
                        .list(LARGE, MemberFilter.at(new EmailAddress("user.4711@example.org")), FIRST_PAGE));
    }

    @Test
    void invitations_come_in_order_from_the_index() {
        Instant now = FIRST.plusSeconds(60L * 29_000);
        PageRequest deep = new PageRequest(50, new Position(FIRST.plusSeconds(60L * 10_000), id("9", 10_000)));
        EmailAddress invited = new EmailAddress("invited.7@example.org");
        for (PageRequest page : List.of(FIRST_PAGE, deep)) {
            inOrder(
                    "invitations_organization_id_idx",
                    storage -> storage.invitations().list(InvitationFilter.of(LARGE), now, page));
        }
        for (InvitationStatus status : InvitationStatus.values()) {
            readsAtMost(
                    3_000,
                    storage -> storage.invitations()
                            .list(InvitationFilter.of(LARGE).only(status), now, FIRST_PAGE));
        }
        readsAtMost(600, storage -> storage.invitations().list(InvitationFilter.pendingFor(invited), now, FIRST_PAGE));
        readsAtMost(600, storage -> storage.invitations().list(InvitationFilter.pendingBy(BUSY), now, FIRST_PAGE));
    }

    private static Object list(
            JdbiStorage storage,
            @Nullable UserId user,
            @Nullable String action,
            @Nullable String table,
            @Nullable String record) {
        return storage.audit()
                .list(AuditFilter.all().by(user).ofAction(action).onTable(table).onRecord(record), FIRST_PAGE);
    }

    /**
     * From this index, in its order: nothing is sorted, no table is read as a whole but the five ways to sign in, and little
     * more than the page is read.
     */
    private static void inOrder(String index, Question question) {
        for (Planned each : planned) {
            String plan = planOf(each, question);

            assertThat(plan.replace("Seq Scan on login_methods", ""))
                    .as(each.how())
                    .contains(index)
                    .doesNotContain("Sort  (", "Seq Scan");
            assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(510);
        }
    }

    /** Lists with a filter are planned for its values. */
    private static void readsAtMost(int rows, Question question) {
        String plan = planOf(planned.get(0), question);

        assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(rows);
    }

    /** The plan of the last statement that the question takes: of the list itself. */
    private static String planOf(Planned how, Question question) {
        List<String> plans = plansOf(how, question);
        return plans.get(plans.size() - 1);
    }

    private static List<String> plansOf(Planned how, Question question) {
        List<String> plans = how.watched().plansOf(() -> question.ask(how.storage()));
        assertThat(plans).isNotEmpty();
        return plans;
    }

    /** As the seed makes them: a sort of thing, and a number. */
    private static UUID id(String sort, int number) {
        return UUID.fromString("01920000-%s000-7000-8000-%012d".formatted(sort, number));
    }

    private static final String SEED = """
            CREATE FUNCTION pg_temp.id(sort TEXT, number BIGINT) RETURNS UUID LANGUAGE sql STABLE AS
            $$ SELECT ('01920000-' || sort || '000-7000-8000-' || lpad(number::text, 12, '0'))::uuid $$;
            CREATE FUNCTION pg_temp.at(number BIGINT) RETURNS TIMESTAMPTZ LANGUAGE sql STABLE AS
            $$ SELECT TIMESTAMPTZ '2026-09-01 00:00:00Z' + make_interval(mins => number::int) $$;
            SET session_replication_role = replica;
            DROP INDEX users_search_idx; -- AccountSearchPlansTest has it; here it would cost seconds

            SELECT tenon_ensure_partitions(3, '2026-10-01 00:00:00Z');

            INSERT INTO users (id, email, password_hash, user_name, status, created_at, updated_at)
            SELECT pg_temp.id('1', n), 'user.' || n || '@example.org', '!', 'name-' || n,
                   CASE WHEN n % 1000 = 0 THEN 'banned' ELSE 'active' END, pg_temp.at(n), pg_temp.at(n)
            FROM generate_series(1, 100000) n;

            INSERT INTO user_roles (user_id, role_id)
            SELECT pg_temp.id('1', n), r.role_id
            FROM generate_series(1, 100000) n
            JOIN roles r ON r.role_name = 'member' OR r.role_name = 'admin' AND n % 30000 = 1;

            INSERT INTO sessions (id, user_id, token, created_at, last_seen_at, idle_expires_at, expires_at)
            SELECT pg_temp.id('2', n), pg_temp.id('1', CASE WHEN n % 500 = 0 THEN 7 ELSE n END), lpad(n::text, 64, '0'),
                   pg_temp.at(n), pg_temp.at(n), 'infinity', 'infinity'
            FROM generate_series(1, 30000) n;

            INSERT INTO documents (id, user_id, file_name, file_path, file_size, file_type, media_type, sha256, uploaded_at)
            SELECT pg_temp.id('3', n), pg_temp.id('1', CASE WHEN n % 20 = 0 THEN 7 ELSE n END), 'report-' || n || '.pdf',
                   pg_temp.id('6', n), 1, 'pdf', 'application/pdf', repeat('0', 64), pg_temp.at(n)
            FROM generate_series(1, 30000) n;

            INSERT INTO document_versions (document_id, version, file_path, file_size, file_type, media_type, sha256, uploaded_at)
            SELECT id, version, file_path, file_size, file_type, media_type, sha256, uploaded_at FROM documents;

            INSERT INTO storage_quotas (id, user_id, used_storage, used_documents)
            SELECT pg_temp.id('9', n), pg_temp.id('1', n), 2, 2
            FROM generate_series(1, 30000) n;

            INSERT INTO email_queue (id, recipient, email_type, subject, body, status, next_attempt_at, message_id,
                                     created_at, sent_at)
            SELECT pg_temp.id('4', n), 'user.' || n || '@example.org',
                   CASE WHEN n = 15000 THEN 'trial-ending' ELSE 'verification' END, 'Verify',
                   CASE WHEN n % 10 = 0 THEN 'sealed' END,
                   CASE WHEN n % 10 <> 0 THEN 'sent' WHEN n % 100 = 0 THEN 'failed' ELSE 'pending' END,
                   pg_temp.at(n), '<' || n || '@example.org>', pg_temp.at(n),
                   CASE WHEN n % 10 <> 0 THEN pg_temp.at(n) END
            FROM generate_series(1, 30000) n;

            INSERT INTO audit_logs (id, user_id, actor_label, action, table_name, record_id, details, request_id, chain,
                                    sequence, previous_hash, hash, created_at)
            SELECT pg_temp.id('5', n), pg_temp.id('1', n % 10000), 'user:' || n,
                   CASE WHEN n % 5000 = 0 THEN 'account.banned' ELSE 'session.opened' END,
                   CASE WHEN n % 2500 = 0 THEN 'storage_quotas' ELSE 'sessions' END,
                   pg_temp.id('1', n % 1000)::text, '{"a": "b"}', 'request', 'global', n, repeat('0', 64),
                   repeat('0', 64), pg_temp.at(n)
            FROM generate_series(1, 100000) n;

            INSERT INTO subscriptions (id, user_id, plan_id, start_date, status, price, currency, billing_interval,
                                       billing_anchor, current_period_start, current_period_end, created_at)
            SELECT pg_temp.id('7', n), pg_temp.id('1', CASE WHEN n % 100 = 0 THEN 7 ELSE n END), p.id, '2026-09-01',
                   CASE WHEN n % 100 = 0 THEN 'expired' ELSE 'active' END, 0, 'USD', 'month', pg_temp.at(n), pg_temp.at(n),
                   pg_temp.at(n + 1), pg_temp.at(n)
            FROM generate_series(1, 30000) n
            JOIN plans p ON p.name = 'Free'
            ON CONFLICT DO NOTHING;

            INSERT INTO organizations (id, name, slug, owner_user_id, created_at, updated_at)
            SELECT pg_temp.id('8', n), 'Team ' || n, 'team-' || n, pg_temp.id('1', n), pg_temp.at(n), pg_temp.at(n)
            FROM generate_series(1, 20000) n;

            INSERT INTO organization_members (organization_id, user_id, role, joined_at)
            SELECT pg_temp.id('8', n), pg_temp.id('1', n), 'owner', pg_temp.at(n) FROM generate_series(1, 20000) n
            UNION ALL
            SELECT pg_temp.id('8', 1), pg_temp.id('1', n), 'member', pg_temp.at(n) FROM generate_series(2, 20000) n
            UNION ALL
            SELECT pg_temp.id('8', n * 1000), pg_temp.id('1', 7), 'member', pg_temp.at(n) FROM generate_series(1, 20) n;

            INSERT INTO invitations (id, organization_id, email, token_hash, invited_by, status, created_at, sent_at,
                                     expires_at, accepted_at)
            SELECT pg_temp.id('9', n), pg_temp.id('8', CASE WHEN n % 3 = 0 THEN n % 20000 + 1 ELSE 1 END),
                   'invited.' || n || '@example.org', n::text, pg_temp.id('1', n % 20000 + 1),
                   CASE WHEN n % 20 = 0 THEN 'pending' WHEN n % 5 = 0 THEN 'expired' WHEN n % 5 = 1 THEN 'declined'
                        WHEN n % 5 = 2 THEN 'revoked' ELSE 'accepted' END,
                   pg_temp.at(n), pg_temp.at(n), pg_temp.at(n + 10000),
                   CASE WHEN n % 20 <> 0 AND n % 5 > 2 THEN pg_temp.at(n) END
            FROM generate_series(1, 30000) n;
            """;
}
