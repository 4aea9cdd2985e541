package dev.tenon.jdbi;

import static dev.tenon.testkit.Fixtures.anAccount;
import static dev.tenon.testkit.Fixtures.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.limits.spi.RateLimitStore.Taking;
import dev.tenon.ports.signin.spi.LoginThrottleStore.Rule;
import dev.tenon.testkit.MovableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JoiningUnitOfWorkTest {

    private static final Rule ONE_TRY =
            new Rule(1, Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofMinutes(1));

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Account ana = anAccount();
    private final Account ben = anAccount();
    private Connection embedders;
    private JdbiStorage storage;
    private JdbiStorage joined;

    @BeforeEach
    void begin() throws SQLException {
        embedders = DATABASE.dataSource().getConnection();
        embedders.setAutoCommit(false);
        storage = JdbiStorage.of(DATABASE.dataSource());
        joined = storage.joining(() -> embedders);
    }

    @AfterEach
    void end() throws SQLException {
        embedders.close();
    }

    @Test
    void leaves_the_commit_to_whoever_began() throws SQLException {
        joined.unitOfWork().run(() -> joined.accounts().insertIfAbsent(ana, "!"));
        assertThat(storage.accounts().find(ana.id())).as("before the commit").isEmpty();

        embedders.commit();

        assertThat(storage.accounts().find(ana.id())).contains(ana);
    }

    @Test
    void leaves_nothing_when_whoever_began_rolls_back() throws SQLException {
        joined.unitOfWork().run(() -> joined.accounts().insertIfAbsent(ana, "!"));

        embedders.rollback();

        assertThat(storage.accounts().find(ana.id())).isEmpty();
        assertThat(embedders.isClosed()).isFalse();
    }

    @Test
    void undoes_a_unit_of_work_that_fails_and_lets_the_transaction_go_on() throws SQLException {
        joined.unitOfWork().run(() -> joined.accounts().insertIfAbsent(ana, "!"));
        assertThatThrownBy(() -> joined.unitOfWork().run(() -> {
                    joined.accounts().insertIfAbsent(ben, "!");
                    throw AccountRefusal.NOT_FOUND.refusal();
                }))
                .isInstanceOf(Refusal.class);

        embedders.commit();

        assertThat(storage.accounts().find(ana.id())).contains(ana);
        assertThat(storage.accounts().find(ben.id())).isEmpty();
    }

    @Test
    void goes_on_after_an_error_of_the_database_too() throws SQLException {
        assertThatThrownBy(() -> joined.unitOfWork().run(() -> {
                    joined.quotas().open(anId(), ana.id(), 1L, 1L, MovableClock.START);
                    return true;
                }))
                .isNotInstanceOf(Refusal.class);

        joined.unitOfWork().run(() -> joined.accounts().insertIfAbsent(ben, "!"));
        embedders.commit();

        assertThat(storage.accounts().find(ben.id())).contains(ben);
    }

    @Test
    void reads_what_the_transaction_has_written() throws SQLException {
        joined.unitOfWork().run(() -> joined.accounts().insertIfAbsent(ana, "!"));

        assertThat(joined.accounts().find(ana.id())).contains(ana);
        embedders.rollback();
        assertThat(joined.accounts().find(ana.id())).isEmpty();
    }

    @Test
    void counts_tries_to_sign_in_whatever_becomes_of_the_transaction() throws SQLException {
        String key = anId().toString();
        joined.loginThrottles().count(key, ONE_TRY, MovableClock.START);

        embedders.rollback();

        assertThat(joined.loginThrottles().count(key, ONE_TRY, MovableClock.START))
                .as("the one free try is spent")
                .isPresent();
    }

    @Test
    void counts_requests_whatever_becomes_of_the_transaction() throws SQLException {
        Taking two = new Taking("0".repeat(64), "api", 2, null, null);
        joined.rateLimits().take(two, MovableClock.START);

        embedders.rollback();

        assertThat(joined.rateLimits().take(two, MovableClock.START).left()).isZero();
    }

    @Test
    void refuses_a_connection_without_a_transaction() throws SQLException {
        embedders.setAutoCommit(true);

        assertThatThrownBy(() -> joined.unitOfWork().run(() -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("autocommit");
    }

    @Test
    void refuses_to_write_in_a_transaction_that_only_reads() throws SQLException {
        embedders.setReadOnly(true);

        assertThatThrownBy(() -> joined.unitOfWork().run(() -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("read-only");
        assertThat(joined.unitOfWork().snapshot(() -> joined.accounts().find(ana.id())))
                .isEmpty();
        embedders.rollback();
        embedders.setReadOnly(false);
    }

    @Test
    void has_a_transaction_of_its_own_where_there_is_none_to_join() throws SQLException {
        AtomicReference<Connection> open = new AtomicReference<>();
        JdbiStorage sometimes = storage.joining(open::get);

        sometimes.unitOfWork().run(() -> sometimes.accounts().insertIfAbsent(ana, "!"));
        assertThat(storage.accounts().find(ana.id())).as("at once").contains(ana);

        open.set(embedders);
        sometimes.unitOfWork().run(() -> sometimes.accounts().insertIfAbsent(ben, "!"));
        assertThat(sometimes.accounts().find(ben.id())).as("within").contains(ben);
        assertThat(storage.accounts().find(ben.id())).as("before the commit").isEmpty();
        embedders.rollback();
        open.set(null);

        assertThat(sometimes.accounts().find(ben.id())).isEmpty();
        assertThat(sometimes.accounts().find(ana.id())).contains(ana);
    }

    @Test
    void undoes_a_transaction_of_its_own_that_fails() {
        JdbiStorage sometimes = storage.joining(() -> null);

        assertThatThrownBy(() -> sometimes.unitOfWork().run(() -> {
                    sometimes.accounts().insertIfAbsent(ben, "!");
                    throw AccountRefusal.NOT_FOUND.refusal();
                }))
                .isInstanceOf(Refusal.class);

        assertThat(storage.accounts().find(ben.id())).isEmpty();
    }

    @Test
    void refuses_to_run_inside_another() {
        assertThatThrownBy(
                        () -> joined.unitOfWork().run(() -> joined.unitOfWork().run(() -> true)))
                .isInstanceOf(IllegalStateException.class);
    }
}
