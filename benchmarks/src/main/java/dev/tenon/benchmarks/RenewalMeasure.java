package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.crypto.EphemeralSecrets;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.kernel.BackgroundJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many subscriptions are renewed in a second while 100,000 are due: each claimed, moved into its next period, charged for with a
 * numbered invoice, recorded and mailed about in a commit of its own, by the job that a server runs; in turns with the least that
 * could be: one UPDATE and two INSERTs in a commit.
 */
record RenewalMeasure(Bench bench) {

    private static final int DUE = 100_000;
    private static final int SERVERS = 2;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(4);

    void addTo(Table table) throws SQLException {
        try (HikariDataSource pool = bench.database().pool(Benchmarks.POOL_SIZE)) {
            seed(pool);
            AtomicInteger next = new AtomicInteger();
            for (int servers = 1; servers <= SERVERS; servers++) {
                measure(table, pool, servers, next);
            }
        }
    }

    private static void measure(Table table, HikariDataSource pool, int servers, AtomicInteger next)
            throws SQLException {
        BackgroundJob[] jobs = new BackgroundJob[servers];
        Arrays.setAll(jobs, server -> job(pool));
        double[] ratios = new double[ROUNDS];
        double renewed = 0;
        double least = 0;
        for (int round = -1; round < ROUNDS; round++) {
            least = rate(pool, "floor_billing", servers, () -> write(pool, next.incrementAndGet()));
            AtomicInteger server = new AtomicInteger();
            ThreadLocal<BackgroundJob> own = ThreadLocal.withInitial(() -> jobs[server.getAndIncrement() % servers]);
            renewed = rate(pool, "billing", servers, () -> own.get().run());
            if (round >= 0) {
                ratios[round] = renewed / least;
            }
        }
        Arrays.sort(ratios);
        table.add(
                "subscriptions renewed of 100,000 due, " + servers + (servers == 1 ? " server" : " servers")
                        + " / one UPDATE, two INSERTs",
                "%,.0f/s".formatted(renewed),
                "%,.0f/s".formatted(least),
                ratios[ROUNDS / 2],
                0.1);
    }

    private static BackgroundJob job(HikariDataSource pool) {
        return TenonCore.builder()
                .storage(JdbiStorage.of(pool))
                .passwords(new BcryptPasswords(12))
                .secrets(new EphemeralSecrets())
                .build()
                .jobs()
                .stream()
                .filter(job -> job.name().equals("advance-subscriptions"))
                .findFirst()
                .orElseThrow();
    }

    /** How many rows come into a table in a second while so many threads do the work over and over. */
    private static double rate(HikariDataSource pool, String table, int threads, Runnable work) throws SQLException {
        long before = count(pool, table);
        long end = System.nanoTime() + ROUND.toNanos();
        double seconds = Threads.together(threads, () -> {
            while (System.nanoTime() < end) {
                work.run();
            }
        });
        return (count(pool, table) - before) / seconds;
    }

    private static long count(HikariDataSource pool, String table) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void write(HikariDataSource pool, int number) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, """
                    UPDATE floor_subscriptions
                    SET current_period_start = current_period_end, current_period_end = current_period_end + INTERVAL '1 month'
                    WHERE id = (SELECT id FROM floor_subscriptions OFFSET %d LIMIT 1)""".formatted(number % 100));
            execute(connection, """
                    INSERT INTO floor_billing (user_id, subscription_id, number, kind, subtotal, amount)
                    SELECT user_id, id, %d, 'subscription_update', 12, 12 FROM subscriptions LIMIT 1""".formatted(number));
            execute(connection, """
                    INSERT INTO floor_billing_lines (billing_id, position, description, unit_amount, amount)
                    VALUES (gen_random_uuid(), 1, 'Standard', 12, 12)""");
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    private static void seed(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO subscriptions (id, user_id, plan_id, start_date, status, price, currency, billing_interval,
                                               billing_anchor, current_period_start, current_period_end, period_billed, due_at,
                                               created_at)
                    SELECT uuidv7(), u.id, '01920000-0000-7000-8000-000000000302', at::date, 'active', 12, 'USD', 'month', at, at,
                           at + INTERVAL '1 month', 12, at + INTERVAL '1 month', at
                    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM users WHERE user_name LIKE 'person-%%' LIMIT %d) AS u,
                         LATERAL (SELECT date_trunc('second', now()) - INTERVAL '40 days' + make_interval(secs => u.n / 100.0))
                             AS t (at)
                    ON CONFLICT DO NOTHING
                    """.formatted(DUE));
            statement.execute("CREATE TABLE floor_subscriptions (LIKE subscriptions INCLUDING ALL)");
            statement.execute("INSERT INTO floor_subscriptions SELECT * FROM subscriptions");
            statement.execute("CREATE TABLE floor_billing (LIKE billing INCLUDING ALL)");
            statement.execute("ALTER TABLE floor_billing DROP CONSTRAINT IF EXISTS billing_numbered_when_finalized");
            statement.execute("CREATE TABLE floor_billing_lines (LIKE billing_lines INCLUDING ALL)");
            statement.execute("VACUUM ANALYZE subscriptions");
            statement.execute("VACUUM ANALYZE floor_subscriptions");
        }
    }
}
