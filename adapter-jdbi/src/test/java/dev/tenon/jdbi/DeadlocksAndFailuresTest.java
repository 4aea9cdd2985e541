package dev.tenon.jdbi;

import static dev.tenon.testkit.Fixtures.aHold;
import static dev.tenon.testkit.Fixtures.anAccount;
import static dev.tenon.testkit.Fixtures.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.spi.LoginThrottleStore.Rule;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeadlocksAndFailuresTest {

    private static final Rule ONE_TRY =
            new Rule(1, Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofMinutes(1));

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private JdbiStorage storage;

    @BeforeEach
    void open() {
        storage = JdbiStorage.of(DATABASE.dataSource());
    }

    @Test
    void keeps_what_was_done_when_the_work_returns() {
        Account ana = anAccount();

        boolean added = storage.unitOfWork().run(() -> storage.accounts().insertIfAbsent(ana, "!"));

        assertThat(added).isTrue();
        assertThat(storage.accounts().find(ana.id())).contains(ana);
    }

    @Test
    void undoes_everything_when_the_work_throws_and_throws_the_same() {
        Account ana = anAccount();
        IllegalArgumentException thrown = new IllegalArgumentException("no");

        assertThatThrownBy(() -> storage.unitOfWork().run(() -> {
                    storage.accounts().insertIfAbsent(ana, "!");
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(storage.accounts().find(ana.id())).isEmpty();
    }

    @Test
    void gives_the_connection_back_with_autocommit_on() {
        try (var pool = DATABASE.newPool(1)) {
            JdbiStorage narrow = JdbiStorage.of(pool);
            Account ana = anAccount();
            assertThatThrownBy(() -> narrow.unitOfWork().run(() -> {
                        throw AccountRefusal.NOT_FOUND.refusal();
                    }))
                    .isInstanceOf(Refusal.class);

            narrow.unitOfWork().run(() -> narrow.accounts().insertIfAbsent(ana, "!"));

            assertThat(narrow.accounts().find(ana.id())).contains(ana);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void sees_its_own_writes_which_nobody_else_sees_before_the_commit() {
        Account ana = anAccount();

        storage.unitOfWork().run(() -> {
            storage.accounts().insertIfAbsent(ana, "!");
            assertThat(storage.accounts().find(ana.id())).contains(ana);
            assertThat(Race.aside(() -> storage.accounts().find(ana.id()))).isEmpty();
            return true;
        });
    }

    @Test
    void refuses_to_run_inside_another() {
        assertThatThrownBy(() ->
                        storage.unitOfWork().run(() -> storage.unitOfWork().run(() -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs already in this thread");
    }

    @Test
    void can_run_again_after_a_nested_one_was_refused() {
        assertThatThrownBy(() ->
                        storage.unitOfWork().run(() -> storage.unitOfWork().run(() -> true)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(storage.unitOfWork().run(() -> 1)).isEqualTo(1);
    }

    @Test
    void refuses_a_write_outside() {
        AccountStore accounts = storage.accounts();

        assertThatThrownBy(() -> accounts.insertIfAbsent(anAccount(), "!"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unit of work");
        assertThatThrownBy(() -> accounts.lock(anAccount().id())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.quotas().lockExpiredHolds(MovableClock.START, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.audit()
                        .append(
                                "global",
                                List.of(Fixtures.anUnchainedRow(null, Fixtures.anAuditEntry(), MovableClock.START))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keeps_a_count_of_tries_although_the_caller_is_refused() {
        String key = anId().toString();

        assertThatThrownBy(() -> storage.unitOfWork().run(() -> {
                    storage.loginThrottles().count(key, ONE_TRY, MovableClock.START);
                    throw RequestRefusal.FORBIDDEN.refusal();
                }))
                .isInstanceOf(Refusal.class);

        assertThat(storage.loginThrottles().count(key, ONE_TRY, MovableClock.START))
                .as("the one free try is spent")
                .isPresent();
    }

    @Test
    void runs_the_work_again_when_the_database_breaks_a_deadlock() {
        Account ana = anAccount();
        Account ben = anAccount();
        storage.unitOfWork().run(() -> {
            storage.accounts().insertIfAbsent(ana, "!");
            return storage.accounts().insertIfAbsent(ben, "!");
        });
        CyclicBarrier bothHoldTheirFirst = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();

        List<Boolean> done = Race.of(
                2,
                number -> storage.unitOfWork().run(() -> {
                    Account first = number == 0 ? ana : ben;
                    Account second = number == 0 ? ben : ana;
                    storage.accounts().replacePassword(first.id(), "{test}" + number, MovableClock.START);
                    if (runs.incrementAndGet() <= 2) {
                        await(bothHoldTheirFirst);
                    }
                    storage.accounts().replacePassword(second.id(), "{test}" + number, MovableClock.START);
                    return true;
                }));

        assertThat(done).containsExactly(true, true);
        assertThat(runs).hasValue(3);
        assertThat(List.of(ana, ben))
                .allSatisfy(account -> assertThat(storage.sessions()
                                .findLogin(account.email())
                                .orElseThrow()
                                .passwordHash())
                        .isEqualTo(storage.sessions()
                                .findLogin(ana.email())
                                .orElseThrow()
                                .passwordHash())
                        .startsWith("{test}"));
    }

    @Test
    void gives_up_as_busy_when_it_is_broken_off_every_time() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        DATABASE.execute("""
                CREATE FUNCTION always_a_conflict() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = 'serialization_failure'; END $$;
                CREATE TRIGGER always_a_conflict BEFORE INSERT ON storage_quotas
                FOR EACH ROW EXECUTE FUNCTION always_a_conflict();
                """);
        try {
            assertThatThrownBy(() -> storage.unitOfWork().run(() -> {
                        runs.incrementAndGet();
                        storage.quotas().open(anId(), anAccount().id(), 1L, 1L, MovableClock.START);
                        return true;
                    }))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(RequestRefusal.BUSY);
                        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
                    });
            assertThat(runs).hasValue(4);
        } finally {
            DATABASE.execute("DROP TRIGGER always_a_conflict ON storage_quotas; DROP FUNCTION always_a_conflict()");
        }
    }

    @Test
    void lets_a_bug_out_as_it_is() {
        assertThatThrownBy(() -> storage.unitOfWork().run(() -> {
                    storage.quotas().open(anId(), anAccount().id(), 1L, 1L, MovableClock.START);
                    return true;
                }))
                .as("a quota of an account that does not exist")
                .isNotInstanceOf(Refusal.class)
                .rootCause()
                .hasMessageContaining("storage_quotas_user_id_fkey");
    }

    @Test
    void refuses_text_that_the_database_cannot_keep() {
        Account ana = anAccount();
        Account broken = new Account(
                ana.id(),
                ana.email(),
                "a\0b",
                null,
                null,
                ana.status(),
                true,
                null,
                ana.createdAt(),
                ana.updatedAt(),
                1);

        assertThatThrownBy(
                        () -> storage.unitOfWork().run(() -> storage.accounts().insertIfAbsent(broken, "!")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID));
    }

    @Test
    void a_hold_of_nobody_is_not_reserved() {
        assertThat(storage.unitOfWork()
                        .run(() -> storage.quotas().reserve(aHold(anAccount().id(), 1), MovableClock.START)))
                .isFalse();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
