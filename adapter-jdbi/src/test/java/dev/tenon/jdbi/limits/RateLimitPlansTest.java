package dev.tenon.jdbi.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.SqlOrganizations;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.limits.RateLimitDecision;
import dev.tenon.ports.limits.RequestClass;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.SequentialIds;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan does to the limit of a key, and when. */
class RateLimitPlansTest {

    private static final String STANDARD = "01920000-0000-7000-8000-000000000302";
    private static final String PREMIUM = "01920000-0000-7000-8000-000000000303";
    private static final String FEATURE = "01920000-0000-7000-8000-000000000408";
    private static final RequestOrigin ORIGIN = new RequestOrigin("request-1", "203.0.113.7", null);

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private final MovableClock clock = new MovableClock();

    private Tenon over(DataSource source) {
        return TenonCore.builder()
                .storage(JdbiStorage.of(source))
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .ids(new SequentialIds())
                .secrets(new PlainSecrets())
                .clock(clock)
                .build();
    }

    private Account subscriber(String plan) throws SQLException {
        JdbiStorage storage = JdbiStorage.of(DATABASE.dataSource());
        Account account = Fixtures.anAccount();
        storage.unitOfWork().run(() -> storage.accounts().insertIfAbsent(account, "!"));
        subscribe(account, "NULL", plan);
        return account;
    }

    private static void subscribe(Account payer, String organization, String plan) throws SQLException {
        DATABASE.execute("""
                INSERT INTO subscriptions (user_id, organization_id, plan_id, start_date, price, currency, billing_interval,
                                           billing_anchor, current_period_start)
                VALUES ('%s', %s, '%s', '2026-01-01', 12, 'USD', 'month', '2026-01-01', '2026-01-01')
                """.formatted(payer.id(), organization, plan));
    }

    private static Actor key(Account owner) {
        return Actor.keyOf(owner.id(), new ApiKeyId(Fixtures.anId()), Set.of(), ORIGIN);
    }

    private static Optional<Integer> limit(Tenon tenon, Actor key) {
        return tenon.rateLimits().take(key, RequestClass.READ).map(RateLimitDecision::limit);
    }

    @AfterEach
    void plansAsTheyWere() throws SQLException {
        grant("3000");
    }

    private static void grant(String limit) throws SQLException {
        DATABASE.execute("UPDATE plan_features SET limit_value = %s WHERE plan_id = '%s' AND feature_id = '%s'"
                .formatted(limit, STANDARD, FEATURE));
    }

    @Test
    void a_key_has_the_limit_of_its_owners_plan() throws SQLException {
        Tenon tenon = over(DATABASE.dataSource());

        assertThat(limit(tenon, key(subscriber(STANDARD)))).contains(3_000);
        assertThat(limit(tenon, key(subscriber(PREMIUM)))).contains(12_000);
    }

    @Test
    void a_key_of_an_organization_has_the_limit_of_its_plan_and_not_of_the_payers() throws SQLException {
        Tenon tenon = over(DATABASE.dataSource());
        Account payer = subscriber(STANDARD);
        OrganizationId team = new SqlOrganizations(DATABASE.dataSource()).found(payer.id());
        Actor key = Actor.keyOf(team, new ApiKeyId(Fixtures.anId()), Set.of(), ORIGIN);
        assertThat(limit(tenon, key)).contains(600);

        subscribe(payer, "'" + team + "'", PREMIUM);
        clock.advance(Duration.ofSeconds(60));

        assertThat(limit(tenon, key)).contains(12_000);
        assertThat(limit(tenon, key(payer))).contains(3_000);
    }

    @Test
    void another_plan_counts_within_a_minute() throws SQLException {
        Tenon tenon = over(DATABASE.dataSource());
        Account ana = subscriber(STANDARD);
        Actor key = key(ana);
        assertThat(limit(tenon, key)).contains(3_000);

        DATABASE.execute("UPDATE subscriptions SET plan_id = '%s' WHERE user_id = '%s'".formatted(PREMIUM, ana.id()));
        clock.advance(Duration.ofSeconds(60));
        assertThat(limit(tenon, key)).contains(12_000);

        DATABASE.execute("UPDATE subscriptions SET status = 'canceled' WHERE user_id = '" + ana.id() + "'");
        clock.advance(Duration.ofSeconds(60));
        assertThat(limit(tenon, key)).contains(600);
    }

    @ParameterizedTest
    @CsvSource({"trialing, 12000", "active, 12000", "past_due, 12000", "incomplete, 600", "paused, 600"})
    void a_plan_raises_the_limit_while_its_subscription_runs(String status, int most) throws SQLException {
        Tenon tenon = over(DATABASE.dataSource());
        Account ana = subscriber(PREMIUM);
        DATABASE.execute("UPDATE subscriptions SET status = '%s' WHERE user_id = '%s'".formatted(status, ana.id()));

        assertThat(limit(tenon, key(ana))).contains(most);
    }

    @Test
    void a_plan_never_lowers_a_limit_and_one_without_a_number_sets_none() throws SQLException {
        Tenon tenon = over(DATABASE.dataSource());
        Account ana = subscriber(STANDARD);

        grant("10");
        assertThat(limit(tenon, key(ana))).contains(600);
        grant("NULL");
        assertThat(limit(tenon, key(ana))).isEmpty();
        grant("9000000000");
        assertThat(limit(tenon, key(ana))).contains(Integer.MAX_VALUE - 1);
    }

    @Test
    void while_the_database_is_away_everything_passes_and_is_counted_as_uncounted() throws SQLException {
        HikariDataSource pool = DATABASE.newPool(1);
        Tenon tenon = over(pool);
        Actor key = key(subscriber(STANDARD));
        assertThat(limit(tenon, key)).contains(3_000);

        pool.close();
        clock.advance(Duration.ofSeconds(60));

        assertThat(limit(tenon, key)).isEmpty();
        assertThat(limit(tenon, key)).isEmpty();
        assertThat(tenon.measures())
                .filteredOn(measure -> measure.name().equals("tenon_rate_limit_uncounted_total"))
                .extracting(Measure::value)
                .singleElement()
                .satisfies(value -> assertThat(value.getAsLong()).isEqualTo(2));
    }
}
