package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.core.notifications.NotificationsCapability;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.crypto.EphemeralSecrets;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.Storage;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.Outbox;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Tenon's outbox: mails as use cases queue them, and the job that a server runs, with a sender that returns at once. */
final class TenonMails implements WorkQueue {

    private static final long PAUSE_NANOS = 1_000_000;
    private static final int PEOPLE = 1_000;

    private final Database database;
    private final List<UserId> people;
    private final Storage storage;
    private final Outbox outbox;
    private final BackgroundJob delivery;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();

    TenonMails(Database database, HikariDataSource pool) throws SQLException {
        database.emptyOutbox();
        this.database = database;
        this.people = database.someUsers(PEOPLE);
        this.storage = JdbiStorage.of(pool);
        Secrets secrets = new EphemeralSecrets();
        this.outbox = NotificationsCapability.outbox(storage.emails(), new TimeOrderedIds(), secrets);
        this.delivery = TenonCore.builder()
                .storage(storage)
                .passwords(new BcryptPasswords(12))
                .secrets(secrets)
                .mailSender(mail -> sent.incrementAndGet())
                .build()
                .jobs()
                .stream()
                .filter(job -> job.name().startsWith("deliver-mail"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void add(int number) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        storage.unitOfWork().run(() -> {
            for (int mail = 0; mail < number; mail++) {
                outbox.enqueue(draft(queued.getAndIncrement(), now), now);
            }
            return number;
        });
    }

    private MailDraft draft(int number, Instant now) {
        return new MailDraft(
                EmailType.NEW_DEVICE, recipient(number), people.get(number % people.size()), values(now), null);
    }

    /** Whom the mail of this number is to. */
    static EmailAddress recipient(int number) {
        return new EmailAddress("person-" + number % PEOPLE + "@example.org");
    }

    /** What a mail says that is caused now. */
    static Map<String, String> values(Instant now) {
        return Map.of("device", "Firefox on Linux", "address", "192.0.2.1", "at", now.toString());
    }

    @Override
    public double work(int number, int threads) {
        int all = sent.get() + number;
        return Threads.together(threads, () -> {
            while (sent.get() < all) {
                if (delivery.run() == 0) {
                    // What is left is under way elsewhere.
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        });
    }

    @Override
    public void requireDone(int number) {
        try {
            if (sent.get() != number || database.waitingMails() != 0) {
                throw new IllegalStateException("Of " + number + " mails " + sent + " were sent");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
