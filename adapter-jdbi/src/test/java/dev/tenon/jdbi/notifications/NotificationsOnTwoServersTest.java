package dev.tenon.jdbi.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationFeed;
import dev.tenon.ports.notifications.NotificationPreferences.Blocked;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The stream as two servers over one database give it. */
class NotificationsOnTwoServersTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final Actor operator = Actor.operator("ana");
    private HikariDataSource pool;
    private JdbiStorage storage;
    private Tenon one;
    private Tenon other;
    private Account ana;
    private Actor reader;

    @BeforeEach
    void start() {
        pool = DATABASE.newPool(16);
        storage = JdbiStorage.of(DATABASE.dataSource());
        one = tenon(storage);
        other = tenon(JdbiStorage.of(pool));
        ana = one.accounts()
                .register(
                        operator,
                        new Registration("ana" + PEOPLE.incrementAndGet() + "@example.org", Fixtures.PASSWORD)
                                .verified());
        reader = Actor.person(ana.id(), null, Set.of(), RequestOrigin.inProcess());
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    private static Tenon tenon(JdbiStorage storage) {
        return TenonCore.builder()
                .storage(storage)
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .ids(new TimeOrderedIds())
                .secrets(new PlainSecrets())
                .build();
    }

    @Test
    void a_reader_hears_on_one_server_what_was_sent_on_the_other() {
        try (NotificationFeed feed = one.notifications().follow(reader, -1)) {
            CompletableFuture<Optional<Notification>> next = Race.start(() -> feed.next(LONG));
            Notification sent = send(other, "hello");
            place(other);

            assertThat(Race.await(next).map(Notification::id)).contains(sent.id());
        }
    }

    @Test
    void each_reader_gets_each_notification_once_and_in_one_order_while_readers_change_servers() {
        int senders = 6;
        int each = 40;
        int all = senders * each;
        long from = storage.notificationStream().lastPosition();
        CompletableFuture<List<NotificationId>> first = Race.start(() -> readAll(from, all));
        CompletableFuture<List<NotificationId>> second = Race.start(() -> readAll(from, all));
        CompletableFuture<Boolean> placing = Race.start(() -> {
            while (storage.notificationStream().lastPosition() < from + all) {
                place(one);
                place(other);
            }
            return true;
        });

        List<List<NotificationId>> sent = Race.of(senders, sender -> {
            List<NotificationId> own = new ArrayList<>();
            for (int number = 0; number < each; number++) {
                own.add(send(number % 2 == 0 ? one : other, sender + "/" + number)
                        .id());
            }
            return own;
        });

        assertThat(Race.await(placing)).isTrue();
        List<NotificationId> read = Race.await(first);
        assertThat(read)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().flatMap(List::stream).toList());
        assertThat(Race.await(second)).isEqualTo(read);
    }

    /** Reads a few, closes, and goes on at the other server, as a client does whose server is restarted. */
    private List<NotificationId> readAll(long from, int expected) {
        List<NotificationId> read = new ArrayList<>();
        long position = from;
        for (int turn = 0; read.size() < expected; turn++) {
            Tenon server = turn % 2 == 0 ? one : other;
            try (NotificationFeed feed = server.notifications().follow(reader, position)) {
                for (int number = 0; number < 17 && read.size() < expected; number++) {
                    read.add(feed.next(LONG).orElseThrow().id());
                    position = feed.position();
                }
            }
        }
        return read;
    }

    @Test
    void what_began_earlier_and_commits_later_is_not_passed_over() throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch may = new CountDownLatch(1);
        Notification slow = notification("slow");
        try (NotificationFeed feed = one.notifications().follow(reader, -1)) {
            Thread late = Thread.ofVirtual()
                    .start(() -> storage.unitOfWork().run(() -> {
                        storage.notifications().insert(slow);
                        // A question, so that the row is written before the commit.
                        storage.notifications().countUnread(new Reader(ana.id(), Blocked.NOTHING, Instant.now()), 1);
                        written.countDown();
                        Race.await(may);
                        return slow;
                    }));
            Race.await(written);
            Notification quick = send(other, "quick");
            place(other);
            assertThat(feed.next(LONG).map(Notification::id)).contains(quick.id());

            may.countDown();
            late.join();
            place(other);

            assertThat(feed.next(LONG).map(Notification::id)).contains(slow.id());
        }
    }

    @Test
    void goes_on_after_the_connection_that_listens_was_lost() throws SQLException {
        try (NotificationFeed feed = one.notifications().follow(reader, -1)) {
            Notification before = send(other, "before");
            place(other);
            assertThat(feed.next(LONG).map(Notification::id)).contains(before.id());

            DATABASE.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%LISTEN%'
                    """);
            Notification after = send(other, "after");
            place(other);

            assertThat(feed.next(LONG).map(Notification::id)).contains(after.id());
        }
    }

    private Notification notification(String message) {
        return new Notification(
                new NotificationId(Fixtures.anId()),
                ana.id(),
                null,
                NotificationType.INFO,
                NotificationTopic.GENERAL,
                message,
                null,
                NotificationPriority.LOW,
                NotificationChannel.IN_APP,
                NotificationStatus.UNREAD,
                null,
                Instant.now().minusSeconds(60));
    }

    private Notification send(Tenon server, String message) {
        return server.notifications().send(operator, NewNotification.of(ana.id(), null, message));
    }

    private static int place(Tenon server) {
        BackgroundJob job = server.jobs().stream()
                .filter(each -> each.name().equals("order-notifications"))
                .findFirst()
                .orElseThrow();
        return job.run();
    }
}
