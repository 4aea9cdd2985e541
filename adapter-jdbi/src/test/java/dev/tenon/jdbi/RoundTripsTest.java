package dev.tenon.jdbi;

import static dev.tenon.testkit.Fixtures.aDocument;
import static dev.tenon.testkit.Fixtures.aHold;
import static dev.tenon.testkit.Fixtures.aQueuedEmail;
import static dev.tenon.testkit.Fixtures.aSession;
import static dev.tenon.testkit.Fixtures.anAccount;
import static dev.tenon.testkit.Fixtures.anAuditEntry;
import static dev.tenon.testkit.Fixtures.anAuditRow;
import static dev.tenon.testkit.Fixtures.anId;
import static dev.tenon.testkit.MovableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.signin.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often the hot paths go over the wire. BEGIN travels with the first statement and is not counted. */
class RoundTripsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private WatchedDataSource watched;
    private JdbiStorage storage;

    @BeforeEach
    void watch() {
        watched = new WatchedDataSource(DATABASE.dataSource());
        storage = JdbiStorage.of(watched.dataSource());
    }

    @Test
    void whom_a_token_stands_for_takes_one_statement() {
        Account ana = aStoredAccount();
        Session session = aSession(ana.id());
        String digest = "0".repeat(64);
        storage.unitOfWork().run(() -> {
            storage.sessions().insert(session, digest);
            return true;
        });

        assertThat(watched.tripsOf(() -> assertThat(storage.sessions().findByToken(digest, START))
                        .isPresent()))
                .hasSize(1);
    }

    @Test
    void a_page_takes_one_statement_however_long_it_is() {
        for (int number = 0; number < 60; number++) {
            aStoredAccount();
        }

        assertThat(watched.tripsOf(() -> assertThat(storage.accounts()
                                .list(AccountFilter.all(), PageRequest.first(50))
                                .items())
                        .hasSize(50)))
                .hasSize(1);
        assertThat(watched.tripsOf(() -> storage.plans().listActive())).hasSize(1);
        assertThat(watched.tripsOf(() -> storage.roles().list())).hasSize(1);
    }

    @Test
    void an_account_with_its_mail_and_audit_row_takes_five_trips_and_one_for_the_disk() {
        Account ana = anAccount();

        List<String> trips = watched.tripsOf(() -> storage.unitOfWork().run(() -> {
            storage.accounts().insertIfAbsent(ana, "!");
            storage.emails().insert(aQueuedEmail(), "sealed", null);
            Head head = storage.audit().lockHead("global");
            storage.audit().append(List.of(anAuditRow(head, null, anAuditEntry(), START)));
            return true;
        }));

        assertThat(trips).hasSize(6);
        assertThat(trips.get(4)).isEqualTo("COMMIT");
        assertThat(trips.get(3)).as("rows and head together").contains("INSERT INTO audit_logs", "audit_chain_heads");
    }

    @Test
    void audit_rows_are_appended_in_one_statement_however_many_there_are() {
        List<String> trips = watched.tripsOf(() -> storage.unitOfWork().run(() -> {
            Head head = storage.audit().lockHead("global");
            AuditRow first = anAuditRow(head, null, anAuditEntry(), START);
            AuditRow second =
                    anAuditRow(new Head("global", first.sequence(), first.hash()), null, anAuditEntry(), START);
            storage.audit().append(List.of(first, second));
            return true;
        }));

        assertThat(trips).hasSize(4);
    }

    @Test
    void every_turn_of_an_upload_takes_one_statement() {
        Account ana = aStoredAccount();
        Hold hold = aHold(ana.id(), 100);
        storage.unitOfWork().run(() -> {
            storage.quotas().open(anId(), ana.id(), 1_000L, 10L, START);
            return true;
        });

        assertThat(watched.tripsOf(
                        () -> storage.unitOfWork().run(() -> storage.quotas().reserve(hold, START))))
                .hasSize(2);
        assertThat(watched.tripsOf(() -> storage.unitOfWork()
                        .run(() -> storage.quotas().extend(hold.id(), 1, START.plusSeconds(1), START))))
                .hasSize(2);
        assertThat(watched.tripsOf(() -> storage.unitOfWork().run(() -> {
                    storage.documents().insert(aDocument(ana.id()));
                    return storage.quotas().commit(hold.id(), 100, START);
                })))
                .hasSize(3);
    }

    @Test
    void a_claim_and_its_answer_take_one_statement_each() {
        assertThat(watched.tripsOf(() -> storage.unitOfWork().run(() -> {
                    assertThat(storage.idempotency().claim("user:1", "key", "f", START, START.plusSeconds(1)))
                            .isTrue();
                    storage.idempotency().complete("user:1", "key", "answer");
                    return true;
                })))
                .hasSize(3);
    }

    @Test
    void counting_a_try_takes_one_statement_and_no_transaction() {
        assertThat(watched.tripsOf(
                        () -> storage.loginThrottles().count(anId().toString(), START, Duration.ofMinutes(1))))
                .hasSize(1);
    }

    private Account aStoredAccount() {
        Account account = anAccount();
        storage.unitOfWork().run(() -> storage.accounts().insertIfAbsent(account, "!"));
        return account;
    }
}
