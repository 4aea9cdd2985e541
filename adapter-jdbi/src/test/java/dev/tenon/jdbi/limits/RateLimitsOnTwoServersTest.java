package dev.tenon.jdbi.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.limits.RateLimitDecision;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RateLimitPolicy.PerClass;
import dev.tenon.ports.limits.RequestClass;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.SequentialIds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers, each with connections and a memory of its own, over one PostgreSQL; the clock is moved a second at a time. */
class RateLimitsOnTwoServersTest {

    private static final int WINDOW = 60;
    private static final int THREADS = 8;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static List<HikariDataSource> pools;

    private final MovableClock clock = new MovableClock();
    private final Actor key = Actor.keyOf(
            new UserId(Fixtures.anId()),
            new ApiKeyId(Fixtures.anId()),
            Set.of(),
            new RequestOrigin("request-1", "203.0.113.7", null));

    @BeforeAll
    static void startTwoServers() {
        pools = List.of(DATABASE.newPool(10), DATABASE.newPool(10));
    }

    @AfterAll
    static void stopBoth() {
        pools.forEach(HikariDataSource::close);
    }

    private List<Tenon> servers(int limit) {
        return pools.stream().map(pool -> server(limit, pool)).toList();
    }

    private Tenon server(int limit, DataSource source) {
        return TenonCore.builder()
                .storage(JdbiStorage.of(source))
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .ids(new SequentialIds())
                .secrets(new PlainSecrets())
                .clock(clock)
                .rateLimitPolicy(new RateLimitPolicy(
                        new PerClass(limit, limit, limit), limit, new PerClass(limit, limit, limit)))
                .build();
    }

    private boolean isAllowed(Tenon server) {
        return server.rateLimits()
                .take(key, RequestClass.READ)
                .map(RateLimitDecision::allowed)
                .orElseThrow();
    }

    /** How many are allowed of so many, asked of both servers by several threads at once. */
    private int allowed(List<Tenon> servers, int asked) {
        return Race.of(THREADS, thread -> {
                    int count = 0;
                    for (int number = thread; number < asked; number += THREADS) {
                        count += isAllowed(servers.get(number / THREADS % servers.size())) ? 1 : 0;
                    }
                    return count;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @ParameterizedTest(name = "{0} a minute")
    @ValueSource(ints = {10, 60, 600, 3_000})
    void H2_a_key_that_wants_more_gets_its_limit_and_no_more_than_a_tenth_above_it_in_any_minute(int limit) {
        List<Tenon> servers = servers(limit);
        List<Integer> perSecond = new ArrayList<>();

        for (int second = 0; second < 200; second++) {
            // Three times as much as may be asked, evenly.
            perSecond.add(allowed(servers, Math.max(1, limit * 3 / WINDOW)));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(mostInAMinute(perSecond)).isLessThanOrEqualTo((int) (limit * 1.1));
        assertThat(total(perSecond, 0, WINDOW)).isGreaterThanOrEqualTo((int) (limit * 0.9));
        assertThat(total(perSecond, 0, 200)).isGreaterThanOrEqualTo((int) (limit * 0.9 * 200 / WINDOW));
    }

    @Test
    void H2_bursts_at_any_time_get_no_more_than_a_tenth_above_the_limit_in_any_minute() {
        int limit = 600;
        List<Tenon> servers = servers(limit);
        Random random = new Random(4);
        List<Integer> perSecond = new ArrayList<>();

        for (int second = 0; second < 400; second++) {
            int asked = random.nextInt(10) == 0 ? random.nextInt(1_500) : random.nextInt(8);
            perSecond.add(asked == 0 ? 0 : allowed(servers, asked));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(mostInAMinute(perSecond)).isLessThanOrEqualTo(660);
        assertThat(total(perSecond, 0, 400)).isGreaterThan(2_000);
    }

    @Test
    void H2_everybody_at_one_moment_gets_the_limit_exactly() {
        assertThat(allowed(servers(600), 5_000)).isEqualTo(600);
    }

    @Test
    void a_client_that_keeps_somewhat_below_its_limit_is_never_refused_on_whichever_server() {
        List<Tenon> servers = servers(600);

        for (int request = 0; request < 1_500; request++) {
            assertThat(isAllowed(servers.get(request * 7 % 13 % 2)))
                    .as("request %d", request)
                    .isTrue();
            // Nine a second: 540 a minute, and each server may hold 30 that it does not use.
            clock.advance(Duration.ofMillis(111));
        }
    }

    @Test
    void H1_one_who_is_steady_costs_a_statement_for_a_twentieth_of_the_limit_and_one_who_hammers_one_a_second() {
        WatchedDataSource watched = new WatchedDataSource(pools.get(0));
        Tenon server = server(600, watched.dataSource());

        assertThat(watched.tripsOf(() -> ask(server, 300, 300))).hasSize(10);
        assertThat(watched.tripsOf(() -> ask(server, 300, 300))).hasSize(10);
        assertThat(watched.tripsOf(() -> ask(server, 10_000, 0))).hasSize(1);
        clock.advance(Duration.ofSeconds(60));
        assertThat(watched.tripsOf(() -> ask(server, 10_000, 0))).hasSizeLessThanOrEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(watched.tripsOf(() -> ask(server, 30, 30))).hasSize(1);
    }

    private void ask(Tenon server, int asked, int expected) {
        int count = 0;
        for (int number = 0; number < asked; number++) {
            count += isAllowed(server) ? 1 : 0;
        }
        assertThat(count).isEqualTo(expected);
    }

    @Test
    void P2_nothing_in_the_table_tells_who_asked() throws SQLException {
        Actor anonymous = Actor.anonymous(key.origin());
        server(600, pools.get(0)).rateLimits().take(anonymous, RequestClass.READ);
        isAllowed(server(600, pools.get(0)));

        try (Connection connection = pools.get(0).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT string_agg(r::text, ' ') FROM rate_limits r")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1))
                    .doesNotContain(String.valueOf(key.keyId()), String.valueOf(key.userId()), "203.0.113.7");
        }
    }

    private static int mostInAMinute(List<Integer> perSecond) {
        int most = 0;
        for (int from = 0; from < perSecond.size(); from++) {
            most = Math.max(most, total(perSecond, from, Math.min(perSecond.size(), from + WINDOW)));
        }
        return most;
    }

    private static int total(List<Integer> perSecond, int from, int to) {
        return perSecond.subList(from, to).stream().mapToInt(Integer::intValue).sum();
    }
}
