package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.EmailStore.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The mails that this process has claimed and none of its workers has begun. They share them, so that a worker which waits for
 * a slow server holds up the one mail in its hands, and not the rest of a batch.
 */
final class ClaimedMails {

    /** How many are claimed in one commit. */
    static final int AT_ONCE = 20;

    /** How many at most while there are more than are sent in a second: claiming would be half of the work otherwise. */
    private static final int MOST_AT_ONCE = 5 * AT_ONCE;

    private static final Duration SOON = Duration.ofSeconds(1);

    /** With so few left the next batch is claimed, while others send these. */
    private static final int FEW = 8;

    private static final Duration LEASE = Duration.ofSeconds(60);

    /** A mail takes less; one that is begun while this much of its lease is left is never under way without one. */
    private static final Duration LONGEST_SENDING = Duration.ofSeconds(30);

    private final Kernel kernel;
    private final EmailStore emails;
    private final Queue<Held> held = new LinkedBlockingQueue<>();
    private final Queue<Held> gone = new ConcurrentLinkedQueue<>();
    private final ReentrantLock claiming = new ReentrantLock();
    private int atOnce = AT_ONCE;
    private Instant lastFull = Instant.MIN;

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

    /** Claims a batch if few are left of the last; while another worker does, only those wait who have none to send. */
    void fill() {
        if (held.size() > FEW || (!claiming.tryLock() && !lockIfNoneAreLeft())) {
            return;
        }
        try {
            if (held.size() <= FEW && (held.isEmpty() || !lastFull.equals(Instant.MIN))) {
                claim();
            }
        } finally {
            claiming.unlock();
        }
    }

    private boolean lockIfNoneAreLeft() {
        if (!held.isEmpty()) {
            return false;
        }
        claiming.lock();
        return true;
    }

    private void claim() {
        UUID worker = kernel.ids().next();
        Instant now = kernel.now();
        atOnce = lastFull.plus(SOON).isAfter(now) ? Math.min(2 * atOnce, MOST_AT_ONCE) : AT_ONCE;
        Instant leaseUntil = now.plus(LEASE);
        List<Claimed> batch = kernel.storage().unitOfWork().run(() -> emails.claim(worker, now, leaseUntil, atOnce));
        batch.forEach(mail -> held.add(new Held(worker, leaseUntil, mail)));
        lastFull = batch.size() == atOnce ? now : Instant.MIN;
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
            emails.markSent(mail.id(), mail.worker(), mail.attempt(), kernel.now());
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
