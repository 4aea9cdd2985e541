package dev.tenon.jdbi.billing;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.TrialRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Subscriptions as two servers over one database race for them, counted in the tables. */
class SubscriptionsOnTwoServersTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final String DONE = "done";

    private final Actor operator = Actor.operator("ana");
    private final PlainSecrets secrets = new PlainSecrets();
    private final MovableClock clock = new MovableClock();
    private HikariDataSource pool;
    private JdbiStorage storage;
    private Tenon one;
    private Tenon other;

    @BeforeEach
    void start() {
        pool = DATABASE.newPool(16);
        storage = JdbiStorage.of(DATABASE.dataSource());
        one = tenon(storage);
        other = tenon(JdbiStorage.of(pool));
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    private Tenon tenon(JdbiStorage over) {
        return TenonCore.builder()
                .storage(over)
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .ids(new TimeOrderedIds())
                .secrets(secrets)
                .clock(clock)
                .build();
    }

    @Test
    void of_a_hundred_who_subscribe_at_once_on_two_servers_one_does() throws SQLException {
        Account ana = person("ana-" + Fixtures.anId() + "@example.org");
        Actor actor = as(ana);

        List<String> outcomes = Race.of(
                100,
                number -> outcome(() -> server(number)
                        .subscriptions()
                        .start(actor, NewSubscription.to(plan("Standard").id()))));

        assertThat(Collections.frequency(outcomes, DONE)).isOne();
        assertThat(outcomes).containsOnly(DONE, SubscriptionRefusal.ALREADY_LIVE.code());
        assertThat(count("subscriptions WHERE user_id = '" + ana.id() + "'")).isEqualTo(2);
        assertThat(count("subscriptions WHERE status = 'incomplete' AND user_id = '" + ana.id() + "'"))
                .isOne();
        assertThat(count("billing WHERE user_id = '" + ana.id() + "'")).isOne();
    }

    @Test
    void of_a_hundred_trials_at_once_on_two_servers_one_is_given_and_none_after_it() throws SQLException {
        String address = "ana-" + Fixtures.anId() + "@example.org";
        Account ana = person(address);
        Actor actor = as(ana);
        NewSubscription trial = NewSubscription.to(plan("Standard").id()).tried();

        List<String> outcomes = Race.of(
                100, number -> outcome(() -> server(number).subscriptions().start(actor, trial)));

        assertThat(Collections.frequency(outcomes, DONE)).isOne();
        assertThat(count("trial_periods WHERE user_id = '" + ana.id() + "'")).isOne();
        assertThat(count("subscriptions WHERE status = 'trialing' AND user_id = '" + ana.id() + "'"))
                .isOne();

        one.subscriptions().cancel(actor, live(ana).id(), Expected.any());
        one.personalData().erase(operator, ana.id(), null);
        Account again = person(address);
        Actor back = as(again);
        List<String> later = Race.of(
                100, number -> outcome(() -> server(number).subscriptions().start(back, trial)));

        assertThat(later).containsOnly(TrialRefusal.USED.code());
        assertThat(count("trial_periods WHERE user_id = '" + again.id() + "'")).isZero();
        assertThat(live(again).isFree()).isTrue();
    }

    @Test
    void M2_what_is_due_on_two_servers_is_renewed_once() throws SQLException {
        List<Account> people = IntStream.range(0, 20)
                .mapToObj(number -> person("p" + number + "-" + Fixtures.anId() + "@example.org"))
                .toList();
        people.forEach(person -> active(person, clock.instant()));
        String theirs = "user_id IN (SELECT id FROM users WHERE email ~ '^p[0-9]+-')";
        clock.advance(Duration.ofDays(31 + 28 + 31));

        Race.of(8, number -> runJobs(server(number)));

        assertThat(count("billing WHERE kind = 'subscription_cycle' AND " + theirs))
                .isEqualTo(60);
        assertThat(count("(SELECT DISTINCT subscription_id, period_start FROM billing WHERE " + theirs + ") AS each"))
                .isEqualTo(60);
        assertThat(count("subscriptions WHERE status = 'active' AND current_period_end = '2026-05-01Z' AND " + theirs))
                .isEqualTo(20);
        assertThat(count("(SELECT number FROM billing GROUP BY number HAVING count(*) > 1) AS doubled"))
                .isZero();
    }

    @Test
    void an_upgrade_and_a_cancellation_at_once_leave_one_truth() throws SQLException {
        for (int round = 0; round < 5; round++) {
            Account ana = person("ana-" + Fixtures.anId() + "@example.org");
            Actor actor = as(ana);
            Subscription begun = active(ana, clock.instant());

            List<String> outcomes = Race.of(
                    10,
                    number -> outcome(() -> {
                        if (number % 2 == 0) {
                            server(number).subscriptions().cancel(actor, begun.id(), Expected.any());
                        } else {
                            server(number)
                                    .subscriptions()
                                    .changePlan(
                                            actor,
                                            begun.id(),
                                            plan("Premium").id(),
                                            ChangeTime.NOW,
                                            null,
                                            Expected.any());
                        }
                    }));

            assertThat(outcomes)
                    .contains(DONE)
                    .isSubsetOf(DONE, SubscriptionRefusal.ENDED.code(), SubscriptionRefusal.SAME_PLAN.code());
            assertThat(live(ana).isFree()).isTrue();
            assertThat(count("billing WHERE user_id = '" + ana.id() + "'")).isLessThanOrEqualTo(1);
        }
    }

    /** One that is paid for, as if somebody had. */
    private Subscription active(Account account, Instant now) {
        return storage.unitOfWork().run(() -> {
            Subscription free = storage.subscriptions().lockLive(account.id()).orElseThrow();
            storage.subscriptions().update(free.canceled(now).dueAt(null), now);
            Subscription begun = Fixtures.aSubscription(account.id(), plan("Standard"));
            Subscription paid = begun.in(begun.period(), begun.price()).dueAt(begun.currentPeriodEnd());
            storage.subscriptions().insert(paid);
            return paid;
        });
    }

    private Subscription live(Account account) {
        return storage.subscriptions().findLive(account.id()).orElseThrow();
    }

    private static int runJobs(Tenon server) {
        int done;
        int all = 0;
        do {
            done = server.jobs().stream()
                    .filter(job -> job.name().equals("advance-subscriptions"))
                    .mapToInt(BackgroundJob::run)
                    .sum();
            all += done;
        } while (done > 0);
        return all;
    }

    private Plan plan(String name) {
        return storage.plans().findByName(name).orElseThrow();
    }

    private Account person(String email) {
        return one.accounts().register(operator, new Registration(email, PASSWORD).verified());
    }

    private Actor as(Account account) {
        return one.sessions().actingAs(operator, account.email().value());
    }

    private Tenon server(int number) {
        return number % 2 == 0 ? one : other;
    }

    private static String outcome(Runnable work) {
        try {
            work.run();
            return DONE;
        } catch (Refusal refusal) {
            return refusal.code().code();
        }
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
