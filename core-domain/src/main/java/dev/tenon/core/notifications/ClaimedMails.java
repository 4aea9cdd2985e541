package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.EmailStore.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The mails that this process has claimed and none of its workers has begun. They share them, so that a worker which waits for
 * a slow server holds up the one mail in its hands, and not the rest of a batch.
 */
final class ClaimedMails {

    /** How many are claimed in one commit. */
    static final int AT_ONCE = 20;

    private static final Duration LEASE = Duration.ofSeconds(60);

    /** A mail takes less; one that is begun while this much of its lease is left is never under way without one. */
    private static final Duration LONGEST_SENDING = Duration.ofSeconds(30);

    private final Kernel kernel;
    private final EmailStore emails;
    private final Queue<Held> held = new ConcurrentLinkedQueue<>();
    private final Queue<Held> gone = new ConcurrentLinkedQueue<>();
    private final ReentrantLock claiming = new ReentrantLock();

    ClaimedMails(Kernel kernel) {
        this.kernel = kernel;
        this.emails = kernel.storage().emails();
    }

    /**
     * A mail that is this process's to send.
     *
     * @param worker who claimed it, a new one for each batch: nobody else can mark it
     */
    record Held(UUID worker, Instant leaseUntil, Claimed mail) {

        EmailId id() {
            return mail.email().id();
        }

        int attempt() {
            return mail.email().attempts();
        }

        boolean maySendAt(Instant now) {
            return !now.isAfter(leaseUntil.minus(LONGEST_SENDING));
        }
    }

    /** Claims a batch, unless there are mails left of the last. */
    void fill() {
        claiming.lock();
        try {
            if (held.isEmpty()) {
                UUID worker = kernel.ids().next();
                Instant now = kernel.now();
                Instant leaseUntil = now.plus(LEASE);
                kernel.storage()
                        .unitOfWork()
                        .run(() -> emails.claim(worker, now, leaseUntil, AT_ONCE))
                        .forEach(mail -> held.add(new Held(worker, leaseUntil, mail)));
            }
        } finally {
            claiming.unlock();
        }
    }

    /** The next mail that there is time for; what lay here too long is given back, for whoever has time. */
    Optional<Held> take() {
        Held next = held.poll();
        while (next != null && !next.maySendAt(kernel.now())) {
            giveBack(next);
            next = held.poll();
        }
        return Optional.ofNullable(next);
    }

    /**
     * Notes that a mail is gone, and marks it. If the database does not answer, whoever comes next marks it: it is not sent
     * again unless its lease runs out before.
     */
    void sent(Held mail) {
        gone.add(mail);
        markSent();
    }

    /** Marks what is gone and could not be marked. */
    void markSent() {
        Held next = gone.poll();
        while (next != null) {
            mark(next);
            next = gone.poll();
        }
    }

    private void mark(Held mail) {
        boolean marked = false;
        try {
            commit(() -> emails.markSent(mail.id(), mail.worker(), mail.attempt(), kernel.now()));
            marked = true;
        } finally {
            if (!marked) {
                gone.add(mail);
            }
        }
    }

    private void giveBack(Held late) {
        commit(() -> emails.release(late.id(), late.worker(), late.attempt()));
    }

    private void commit(Supplier<Boolean> work) {
        kernel.storage().unitOfWork().run(work);
    }
}
