package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.EmailStore.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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

    private static final Duration LEASE = Duration.ofSeconds(60);

    /** A mail takes less; one that is begun while this much of its lease is left is never under way without one. */
    private static final Duration LONGEST_SENDING = Duration.ofSeconds(30);

    private final Kernel kernel;
    private final EmailStore emails;
    private final MailWriter writer;
    private final Queue<Held> held = new LinkedBlockingQueue<>();
    private final Queue<Gone> gone = new ConcurrentLinkedQueue<>();
    private final ReentrantLock claiming = new ReentrantLock();
    private volatile int atOnce = AT_ONCE;
    private Instant lastFull = Instant.MIN;

    private final ReentrantLock hands = new ReentrantLock();
    private final Condition emptied = hands.newCondition();
    private int inHands;
    private boolean stopping;

    ClaimedMails(Kernel kernel, MailWriter writer) {
        this.kernel = kernel;
        this.emails = kernel.storage().emails();
        this.writer = writer;
    }

    /**
     * A mail that is this process's to send.
     *
     * @param worker who claimed it, a new one for each batch: nobody else can mark it as failed
     */
    record Held(UUID worker, Instant leaseUntil, MailWriter.Batch batch, Claimed mail) {

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

    /** A mail that the world has. */
    private record Gone(EmailId id, String subject) {}

    /** Claims a batch if few are left of the last; while another worker does, only those wait who have none to send. */
    void fill() {
        if (isStopping() || held.size() > half() || (!claiming.tryLock() && !lockIfNoneAreLeft())) {
            return;
        }
        try {
            if (held.size() <= half() && (held.isEmpty() || !lastFull.equals(Instant.MIN))) {
                claim();
            }
        } finally {
            claiming.unlock();
        }
        if (isStopping()) {
            giveAllBack();
        }
    }

    /** With half a batch left the next one is claimed: it is there before the others have sent these. */
    private int half() {
        return atOnce / 2;
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
        List<Held> batch = kernel.storage().unitOfWork().run(() -> {
            List<Claimed> claimed = emails.claim(worker, now, leaseUntil, atOnce);
            List<QueuedEmail> mails = claimed.stream().map(Claimed::email).toList();
            MailWriter.Batch written = writer.batch(mails);
            return claimed.stream()
                    .map(mail -> new Held(worker, leaseUntil, written, mail))
                    .toList();
        });
        held.addAll(batch);
        lastFull = batch.size() == atOnce ? now : Instant.MIN;
    }

    /** The next mail that there is time for; what lay here too long is given back, for whoever has time. */
    Optional<Held> take() {
        while (true) {
            Optional<Held> next = intoHands();
            if (next.isEmpty() || next.get().maySendAt(kernel.now())) {
                return next;
            }
            try {
                kernel.storage().unitOfWork().run(() -> giveBack(next.get()));
            } finally {
                outOfHands();
            }
        }
    }

    private Optional<Held> intoHands() {
        hands.lock();
        try {
            Optional<Held> next = stopping ? Optional.empty() : Optional.ofNullable(held.poll());
            inHands += next.isPresent() ? 1 : 0;
            return next;
        } finally {
            hands.unlock();
        }
    }

    /** Says that a mail that was taken is done with, whatever became of it. */
    void outOfHands() {
        hands.lock();
        try {
            inHands--;
            if (inHands == 0) {
                emptied.signalAll();
            }
        } finally {
            hands.unlock();
        }
    }

    /** Notes that a mail is gone, and marks it. If the database does not answer, whoever comes next marks it. */
    List<EmailId> sent(Held mail, String subject) {
        gone.add(new Gone(mail.id(), subject));
        return markSent();
    }

    /** Marks what is gone and could not be marked; returns those that had been marked before, and so were sent twice. */
    List<EmailId> markSent() {
        List<EmailId> twice = new ArrayList<>();
        Gone next = gone.poll();
        while (next != null) {
            if (!mark(next)) {
                twice.add(next.id());
            }
            next = gone.poll();
        }
        return twice;
    }

    private boolean mark(Gone mail) {
        boolean answered = false;
        try {
            boolean marked = emails.markSent(mail.id(), mail.subject(), kernel.now());
            answered = true;
            return marked;
        } finally {
            if (!answered) {
                gone.add(mail);
            }
        }
    }

    /** Takes up nothing from here on, gives back what nobody has begun, and waits for what is in somebody's hands. */
    void stop(Duration patience) {
        hands.lock();
        try {
            stopping = true;
        } finally {
            hands.unlock();
        }
        giveAllBack();
        awaitEmptyHands(patience);
        markSent();
    }

    private void awaitEmptyHands(Duration patience) {
        hands.lock();
        try {
            long left = patience.toNanos();
            while (inHands > 0 && left > 0) {
                left = emptied.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            hands.unlock();
        }
    }

    private boolean isStopping() {
        hands.lock();
        try {
            return stopping;
        } finally {
            hands.unlock();
        }
    }

    private void giveAllBack() {
        List<Held> unbegun = new ArrayList<>();
        for (Held next = held.poll(); next != null; next = held.poll()) {
            unbegun.add(next);
        }
        if (!unbegun.isEmpty()) {
            kernel.storage()
                    .unitOfWork()
                    .run(() -> unbegun.stream().filter(this::giveBack).count());
        }
    }

    private boolean giveBack(Held mail) {
        return emails.release(mail.id(), mail.worker(), mail.attempt());
    }
}
