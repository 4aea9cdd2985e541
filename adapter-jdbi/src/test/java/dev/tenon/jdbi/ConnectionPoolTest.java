package dev.tenon.jdbi;

import static dev.tenon.testkit.Fixtures.anAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConnectionPoolTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static PoolSettings settings() {
        return PoolSettings.of(DATABASE.url(), "postgres", "postgres").withSize(2);
    }

    @Test
    void H2_refuses_within_two_seconds_when_every_connection_is_in_use() throws SQLException {
        try (ConnectionPool pool = ConnectionPool.open(settings());
                Connection first = pool.dataSource().getConnection();
                Connection second = pool.dataSource().getConnection()) {
            JdbiStorage storage = JdbiStorage.of(pool.dataSource());
            long began = System.nanoTime();

            assertThatThrownBy(() -> storage.accounts().find(anAccount().id()))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(RequestRefusal.BUSY);
                        assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
                        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
                        assertThat(refusal.detail())
                                .isEqualTo("Every connection to the database is in use. Try again in a moment.");
                    });
            assertThatThrownBy(() -> storage.unitOfWork().run(() -> true)).isInstanceOf(Refusal.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            assertThat(List.of(first, second)).noneMatch(ConnectionPoolTest::isClosed);
        }
    }

    @Test
    void H1_gives_a_connection_up_on_which_no_answer_comes_and_goes_on_with_another() throws SQLException {
        PoolSettings impatient = new PoolSettings(
                DATABASE.url(),
                "postgres",
                "postgres",
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                "impatient");
        try (ConnectionPool pool = ConnectionPool.open(impatient)) {
            long began = System.nanoTime();
            try (Connection connection = pool.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(30)"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                failure -> assertThat(failure.getSQLState()).startsWith("08"));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));

            try (Connection another = pool.dataSource().getConnection();
                    Statement statement = another.createStatement()) {
                assertThat(statement.execute("SELECT 1")).isTrue();
            }
        }
    }

    @Test
    void H1_tells_how_it_is_used() throws SQLException {
        try (ConnectionPool pool = ConnectionPool.open(settings());
                Connection one = pool.dataSource().getConnection()) {
            PoolFigures figures = pool.figures();

            assertThat(one.isClosed()).isFalse();
            assertThat(figures.active()).isEqualTo(1);
            assertThat(figures.waiting()).isZero();
            assertThat(figures.max()).isEqualTo(2);
        }
    }

    @Test
    void H1_bounds_what_a_statement_and_a_transaction_may_wait() throws SQLException {
        try (ConnectionPool pool = ConnectionPool.open(settings());
                Connection connection = pool.dataSource().getConnection()) {
            assertThat(shown(connection, "lock_timeout")).isEqualTo("10s");
            assertThat(shown(connection, "idle_in_transaction_session_timeout")).isEqualTo("1min");
            assertThat(shown(connection, "transaction_isolation")).isEqualTo("read committed");
            assertThat(shown(connection, "application_name")).isEqualTo("tenon");
            assertThat(shown(connection, "statement_timeout"))
                    .as("it would cut a commit's wait for a standby")
                    .isEqualTo("0");
        }
    }

    @Test
    void refuses_as_busy_when_the_database_ends_the_connection_and_recovers() throws SQLException {
        try (ConnectionPool pool = ConnectionPool.open(settings())) {
            JdbiStorage storage = JdbiStorage.of(pool.dataSource());
            List<Refusal> refusals = new ArrayList<>();

            try {
                storage.unitOfWork().run(() -> {
                    storage.accounts().find(anAccount().id());
                    endOtherConnections();
                    return storage.accounts().find(anAccount().id());
                });
            } catch (Refusal refusal) {
                refusals.add(refusal);
            }

            assertThat(refusals).extracting(Refusal::code).containsExactly(RequestRefusal.BUSY);
            assertThat(storage.unitOfWork().run(() -> storage.accounts().insertIfAbsent(anAccount(), "!")))
                    .isTrue();
        }
    }

    @Test
    void says_why_the_database_cannot_be_reached_and_keeps_the_password_to_itself() {
        String nowhere = "jdbc:postgresql://localhost:1/tenon";

        assertThatThrownBy(() -> ConnectionPool.open(PoolSettings.of(nowhere, "tenon", "a-secret")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The database cannot be reached: ")
                .hasMessageContaining("localhost:1")
                .hasMessageNotContaining("a-secret");
    }

    @Test
    void settings_print_no_password() {
        assertThat(PoolSettings.of("jdbc:postgresql://localhost/tenon?password=a-secret", "tenon", "a-secret"))
                .asString()
                .doesNotContain("a-secret");
    }

    @Test
    void settings_refuse_what_is_no_postgresql_url() {
        assertThatThrownBy(() -> PoolSettings.of("jdbc:mysql://localhost/tenon", "tenon", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:postgresql://");
    }

    @Test
    void U4_an_error_quotes_neither_the_row_nor_the_values() {
        try (ConnectionPool pool = ConnectionPool.open(settings())) {
            JdbiStorage storage = JdbiStorage.of(pool.dataSource());
            Account ana = anAccount();
            storage.unitOfWork().run(() -> storage.accounts().insertIfAbsent(ana, "{test}hash"));
            Account ben = withIdOf(ana);

            Throwable error = catchThrowable(
                    () -> storage.unitOfWork().run(() -> storage.accounts().insertIfAbsent(ben, "{test}hash")));

            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString())
                    .contains("users_pkey")
                    .doesNotContain(ana.id().toString(), ben.email().value(), "{test}hash");
        }
    }

    private static Account withIdOf(Account account) {
        Account other = anAccount();
        return anAccount(account.id(), other.email(), "ben", other.status(), other.createdAt());
    }

    private static void endOtherConnections() {
        try {
            DATABASE.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet value = statement.executeQuery("SHOW " + setting)) {
            value.next();
            return value.getString(1);
        }
    }
}
