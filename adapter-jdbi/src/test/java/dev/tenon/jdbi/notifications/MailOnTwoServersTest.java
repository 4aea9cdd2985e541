package dev.tenon.jdbi.notifications;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.RecordingMailSender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The outbox as two servers over one database have it, each with its own workers. */
class MailOnTwoServersTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final int MAILS = 100;
    private static final int WORKERS = 8;

    private final Actor operator = Actor.operator("ana");
    private final Actor anonymous = Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", "test"));
    private final PlainSecrets secrets = new PlainSecrets();
    private final MovableClock clock = new MovableClock();
    private final RecordingMailSender mails = new RecordingMailSender();
    private HikariDataSource pool;
    private Tenon one;
    private Tenon other;

    @BeforeEach
    void start() throws SQLException {
        DATABASE.execute("DELETE FROM email_queue");
        pool = DATABASE.newPool(WORKERS);
        one = tenon(JdbiStorage.of(DATABASE.dataSource()));
        other = tenon(JdbiStorage.of(pool));
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    private Tenon tenon(JdbiStorage storage) {
        return TenonCore.builder()
                .storage(storage)
                .passwords(new FastPasswords())
                .ids(new TimeOrderedIds())
                .secrets(secrets)
                .clock(clock)
                .mailTemplates(new PlainMailTemplates())
                .mailSender(mails)
                .mailWorkers(WORKERS)
                .build();
    }

    @Test
    void E2_each_of_a_hundred_mails_goes_out_once_however_many_workers_of_two_servers_want_it() {
        IntStream.range(0, MAILS).forEach(number -> signUp(number + "@race.example.org"));
        List<BackgroundJob> workers = new ArrayList<>(workersOf(one));
        workers.addAll(workersOf(other));

        List<Integer> sent = Race.of(workers.size(), number -> {
            int done = 0;
            for (int some = workers.get(number).run();
                    some > 0;
                    some = workers.get(number).run()) {
                done += some;
            }
            return done;
        });

        assertThat(sent.stream().mapToInt(Integer::intValue).sum()).isEqualTo(MAILS);
        assertThat(mails.sent()).hasSize(MAILS);
        assertThat(mails.sent()).extracting(mail -> mail.messageId()).doesNotHaveDuplicates();
        assertThat(list(EmailFilter.all()))
                .hasSize(MAILS)
                .allSatisfy(mail -> assertThat(mail.status()).isEqualTo(EmailStatus.SENT))
                .extracting(QueuedEmail::attempts)
                .containsOnly(1);
        assertThat(one.emails().backlog(operator)).isEqualTo(Backlog.EMPTY);
    }

    @Test
    void a_mail_server_that_is_down_for_ten_minutes_costs_no_mail_and_doubles_none() {
        mails.failNext(Integer.MAX_VALUE);
        IntStream.range(0, MAILS).forEach(number -> signUp(number + "@down.example.org"));
        for (int minute = 0; minute < 10; minute++) {
            runJobs();
            clock.advance(Duration.ofMinutes(1));
        }
        Backlog down = one.emails().backlog(operator);
        assertThat(down.due() + down.waiting())
                .as("as many as there were causes")
                .isEqualTo(MAILS);
        assertThat(mails.sent()).isEmpty();

        mails.recover();
        for (int minute = 0; minute < 20; minute++) {
            runJobs();
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(mails.sent()).hasSize(MAILS);
        assertThat(mails.sent()).extracting(mail -> mail.messageId()).doesNotHaveDuplicates();
        assertThat(one.emails().backlog(operator)).isEqualTo(Backlog.EMPTY);
    }

    @Test
    void D4_mails_of_a_type_that_only_a_newer_version_knows_are_left_to_it() throws SQLException {
        signUp("known@example.org");
        DATABASE.execute("""
                INSERT INTO email_queue (id, recipient, email_type, subject, body, priority, next_attempt_at, message_id)
                VALUES ('01920000-0000-7000-8000-00000000abcd', 'new@example.org', 'of-tomorrow', 'Hello', 'sealed', 1,
                        '2020-01-01', '<of-tomorrow@example.org>')
                """);

        runJobs();

        assertThat(mails.sent())
                .extracting(mail -> mail.recipient())
                .containsExactly(new EmailAddress("known@example.org"));
        assertThat(list(EmailFilter.all())).hasSize(1);
        assertThat(one.emails().backlog(operator).due()).as("it waits").isEqualTo(1);
    }

    private void signUp(String email) {
        one.accounts().signUp(anonymous, new Registration(email, PASSWORD));
    }

    private List<QueuedEmail> list(EmailFilter filter) {
        return one.emails().list(operator, filter, PageRequest.first(200)).items();
    }

    private void runJobs() {
        for (Tenon each : List.of(one, other)) {
            workersOf(each).forEach(worker -> {
                int done;
                do {
                    done = worker.run();
                } while (done > 0);
            });
        }
    }

    private static List<BackgroundJob> workersOf(Tenon tenon) {
        return tenon.jobs().stream()
                .filter(job -> job.name().startsWith("deliver-mail"))
                .toList();
    }
}
