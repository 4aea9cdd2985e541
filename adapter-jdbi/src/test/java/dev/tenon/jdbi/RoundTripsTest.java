package dev.tenon.jdbi;

import static dev.tenon.testkit.Fixtures.aDocument;
import static dev.tenon.testkit.Fixtures.aHold;
import static dev.tenon.testkit.Fixtures.aOneTimeToken;
import static dev.tenon.testkit.Fixtures.aQueuedEmail;
import static dev.tenon.testkit.Fixtures.aSession;
import static dev.tenon.testkit.Fixtures.anAccount;
import static dev.tenon.testkit.Fixtures.anAuditEntry;
import static dev.tenon.testkit.Fixtures.anId;
import static dev.tenon.testkit.Fixtures.anUnchainedRow;
import static dev.tenon.testkit.MovableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.spi.LoginThrottleStore.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often the hot paths go over the wire. BEGIN travels with the first statement and is not counted. */
class RoundTripsTest {

    private static final Rule ONE_TRY =
            new Rule(1, Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofMinutes(1));

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
    void an_account_with_its_mail_and_audit_row_takes_one_trip_commit_and_disk_included() {
        Account ana = anAccount();
        RoleId member = aRole();

        List<String> trips = watched.tripsOf(() -> storage.unitOfWork().run(() -> {
            storage.accounts().insert(ana, "!");
            storage.roles().grant(ana.id(), List.of(member), null, START);
            storage.oneTimeTokens().replace(aOneTimeToken(ana, Purpose.VERIFY_EMAIL));
            storage.emails().insert(aQueuedEmail(), "sealed", null);
            storage.audit().append("global", List.of(anUnchainedRow(null, anAuditEntry(), START)));
            return true;
        }));

        assertThat(trips).hasSize(1);
        assertThat(trips.get(0))
                .as("the head of the chain is locked last, and nothing travels while it is")
                .containsSubsequence(
                        "INSERT INTO users",
                        "INSERT INTO user_roles",
                        "INSERT INTO one_time_tokens",
                        "INSERT INTO email_queue",
                        "INSERT INTO audit_chain_heads",
                        "INSERT INTO audit_logs",
                        "SET LOCAL synchronous_commit = off",
                        "COMMIT",
                        "pg_logical_emit_message");
    }

    @Test
    void writes_alone_take_one_trip_with_their_commit() {
        List<String> trips = watched.tripsOf(() -> storage.unitOfWork().run(() -> {
            storage.emails().insert(aQueuedEmail(), "sealed", null);
            storage.emails().insert(aQueuedEmail(), "sealed", "key");
            return true;
        }));

        assertThat(trips).hasSize(1);
        assertThat(trips.get(0)).endsWith("COMMIT").doesNotContain("synchronous_commit");
    }

    @Test
    void writes_that_go_as_one_statement_are_a_transaction_without_a_commit() {
        List<QueuedEmail> mails = List.of(aQueuedEmail(), aQueuedEmail());

        List<String> trips = watched.tripsOf(() -> storage.unitOfWork().run(() -> {
            mails.forEach(mail -> storage.emails().insert(mail, "sealed", null));
            return true;
        }));

        assertThat(trips).singleElement().asString().startsWith("INSERT").doesNotContain("COMMIT");
        assertThat(mails)
                .allSatisfy(mail -> assertThat(storage.emails().find(mail.id())).contains(mail));
    }

    @Test
    void one_statement_after_others_is_part_of_their_transaction() {
        Account ana = aStoredAccount();
        QueuedEmail mail = aQueuedEmail();

        List<String> trips = watched.tripsOf(() -> storage.unitOfWork().run(() -> {
            storage.accounts().lock(ana.id());
            storage.emails().insert(mail, "sealed", null);
            return true;
        }));

        assertThat(trips).hasSize(2);
        assertThat(trips.get(1)).endsWith("COMMIT");
        assertThat(storage.emails().find(mail.id())).contains(mail);
    }

    @Test
    void whatever_is_asked_sees_what_was_written_before() {
        Account ana = aStoredAccount();

        List<String> trips = watched.tripsOf(() -> storage.unitOfWork().run(() -> {
            storage.oneTimeTokens().replace(aOneTimeToken(ana, Purpose.VERIFY_EMAIL));
            return assertThat(storage.oneTimeTokens().issuedAt(ana.id(), Purpose.VERIFY_EMAIL))
                    .isPresent();
        }));

        assertThat(trips).hasSize(3);
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
                .as("the hold is locked before its quota, and each row is written by a statement of its own")
                .hasSize(4);
        assertThat(watched.tripsOf(() -> storage.unitOfWork().run(() -> {
                    storage.documents().insert(aDocument(ana.id()));
                    return storage.quotas().commit(hold.id(), 100, START);
                })))
                .hasSize(4);
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
        assertThat(watched.tripsOf(() -> storage.loginThrottles().count(anId().toString(), ONE_TRY, START)))
                .hasSize(1);
    }

    private RoleId aRole() {
        return storage.roles().findByName("member").orElseThrow().id();
    }

    private Account aStoredAccount() {
        Account account = anAccount();
        storage.unitOfWork().run(() -> storage.accounts().insertIfAbsent(account, "!"));
        return account;
    }
}
