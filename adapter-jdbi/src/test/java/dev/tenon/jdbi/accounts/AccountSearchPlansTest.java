package dev.tenon.jdbi.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.Plans;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What PostgreSQL does for a search among 200,000 accounts, and for the list of those who are away. */
class AccountSearchPlansTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final PageRequest FIRST_PAGE = PageRequest.first(50);
    private static WatchedDataSource watched;
    private static JdbiStorage storage;

    @BeforeAll
    static void fill() throws SQLException {
        DATABASE.execute(SEED);
        DATABASE.execute("VACUUM ANALYZE users");
        watched = new WatchedDataSource(DATABASE.dataSource());
        storage = JdbiStorage.of(watched.dataSource());
    }

    @Test
    void what_many_have_is_met_on_the_way_through_the_newest() {
        for (String text : List.of("example", "exam org", "n", "na", "user")) {
            Search search = search(text);

            assertThat(search.items()).as(text).hasSize(50);
            assertThat(search.plans()).as(text).hasSize(1);
            assertThat(search.mostRows()).as(text).isLessThanOrEqualTo(AccountSearch.LOOKED_AT);
        }
    }

    @Test
    void what_few_have_is_found_by_the_index_wherever_it_stands() {
        for (String text :
                List.of("user.77777@", "er.77777@ex", "name-1234", "irst77777x", "last-2777 77777", "77777")) {
            Search search = search(text);

            assertThat(search.items()).as(text).isNotEmpty();
            servedByTheIndex(search, text);
        }
    }

    @Test
    void what_nobody_has_is_known_at_once() {
        for (String text : List.of("nobodyhere", "zqx", "zq", "q", "user.7_", "100%", "\\\\abc")) {
            Search search = search(text);

            assertThat(search.items()).as(text).isEmpty();
            servedByTheIndex(search, text);
        }
    }

    @Test
    void what_only_the_oldest_have_is_sorted_out_of_the_index() {
        Search search = search("oldcompany");

        assertThat(search.items())
                .hasSize(50)
                .allMatch(account -> account.email().value().endsWith("@oldcompany.org"));
        servedByTheIndex(search, "oldcompany");
    }

    @Test
    void a_deep_page_costs_what_the_first_does() {
        Page<Account> page = storage.accounts().list(new AccountFilter("name-12", null, null), FIRST_PAGE);
        List<Account> seen = new ArrayList<>(page.items());
        while (page.nextPosition() != null && seen.size() < 500) {
            page = storage.accounts()
                    .list(new AccountFilter("name-12", null, null), new PageRequest(50, page.nextPosition()));
            seen.addAll(page.items());
        }

        assertThat(seen)
                .doesNotHaveDuplicates()
                .hasSize(500)
                .isSortedAccordingTo((one, other) -> other.createdAt().compareTo(one.createdAt()));
    }

    @Test
    void those_who_are_away_come_in_order_from_the_index_however_many_they_are() {
        for (String since : List.of("2024-01-01T02:00:00Z", "2024-03-01T00:00:00Z", "2030-01-01T00:00:00Z")) {
            AccountFilter filter = new AccountFilter(null, null, null, Instant.parse(since));
            Page<Account> first = storage.accounts().list(filter, FIRST_PAGE);
            assertThat(first.items()).hasSize(50);

            for (PageRequest page : List.of(FIRST_PAGE, new PageRequest(50, first.nextPosition()))) {
                String plan = watched.plansOf(() -> storage.accounts().list(filter, page))
                        .get(0);

                assertThat(plan).as(since).contains("users_last_active_idx").doesNotContain("Sort  (", "Seq Scan");
                assertThat(Plans.mostRows(plan)).as(plan).isLessThanOrEqualTo(60);
            }
        }
    }

    private record Search(List<Account> items, List<String> plans) {

        long mostRows() {
            return plans.stream().mapToLong(Plans::mostRows).max().orElseThrow();
        }
    }

    private static Search search(@Nullable String text) {
        AccountFilter filter = new AccountFilter(text, null, null);
        List<String> plans = watched.plansOf(() -> storage.accounts().list(filter, FIRST_PAGE));
        return new Search(storage.accounts().list(filter, FIRST_PAGE).items(), plans);
    }

    /** After a look at the newest, of a bounded number, the index; and the table is never read as a whole. */
    private static void servedByTheIndex(Search search, String text) {
        assertThat(search.plans()).as(text).hasSize(2).noneMatch(plan -> plan.contains("Seq Scan"));
        assertThat(Plans.mostRows(search.plans().get(0))).as(text).isLessThanOrEqualTo(AccountSearch.LOOKED_AT);
        assertThat(search.plans().get(1)).as(text).contains("users_search_idx");
        assertThat(Plans.mostRows(search.plans().get(1)))
                .as(search.plans().get(1))
                .isLessThanOrEqualTo(10_000);
    }

    /** Every minute a new account; the first 8,000 of a company of their own. The index is built at the end, which is faster. */
    private static final String SEED = """
            CREATE TEMP TABLE search_index AS SELECT pg_get_indexdef('users_search_idx'::regclass) AS definition;
            DROP INDEX users_search_idx;
            SET session_replication_role = replica;
            INSERT INTO users (id, email, password_hash, user_name, first_name, last_name, last_login_at, created_at,
                               updated_at)
            SELECT ('01920000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
                   'user.' || n || CASE WHEN n <= 8000 THEN '@oldcompany.org' ELSE '@example.org' END,
                   '!', 'name-' || n, 'first' || n || 'x', 'last-' || n % 5000,
                   CASE WHEN n % 3 = 0 THEN TIMESTAMPTZ '2024-06-01 00:00:00Z' + make_interval(mins => n) END,
                   TIMESTAMPTZ '2024-01-01 00:00:00Z' + make_interval(mins => n),
                   TIMESTAMPTZ '2024-01-01 00:00:00Z' + make_interval(mins => n)
            FROM generate_series(1, 200000) n;
            DO $$ BEGIN EXECUTE (SELECT definition FROM search_index); END $$;
            """;
}
