package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFeed;
import dev.tenon.ports.notifications.NotificationPolicy;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import dev.tenon.ports.notifications.spi.NotificationStreamStore;
import dev.tenon.ports.notifications.spi.NotificationStreamStore.Placed;
import dev.tenon.ports.notifications.spi.NotificationStreamStore.Streamed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader. What it asks runs on the reader's own thread; others only wake it. How long it waited, the waiting tells: a clock that
 * stands still holds up nobody.
 */
final class Feed implements NotificationFeed {

    private static final int HELD = 100;
    private static final Duration ABANDONED = Duration.ofMinutes(5);
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Kernel kernel;
    private final NotificationStreamStore stream;
    private final Readers readers;
    private final StillReading still;
    private final Actor actor;
    private final UserId person;
    private final Duration recheck;
    private final Consumer<Feed> whenClosed;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // What the lock guards.
    private boolean isWoken = true;
    private boolean isOpen = true;

    private volatile boolean isAsked;
    private volatile Instant askedAt;
    private volatile Set<OrganizationId> audiences = Set.of();

    // The reader's own.
    private final Deque<Streamed> waiting = new ArrayDeque<>(HELD);
    private long fetched;
    private volatile long position;
    private Instant checkedAt;
    /** How much longer to wait at most before the next look at the reader; due at nought. */
    private long untilCheck;

    Feed(Kernel kernel, NotificationPolicy policy, Actor actor, UserId person, long after, Consumer<Feed> whenClosed) {
        this.kernel = kernel;
        this.stream = kernel.storage().notificationStream();
        this.readers = Readers.of(kernel);
        this.still = new StillReading(kernel);
        this.actor = actor;
        this.person = person;
        this.fetched = after;
        this.position = after;
        this.recheck = policy.recheck();
        this.whenClosed = whenClosed;
        this.askedAt = kernel.now();
        this.checkedAt = askedAt;
    }

    @Override
    public Optional<Notification> next(Duration atMost) {
        isAsked = true;
        try {
            long left = atMost.toNanos();
            do {
                askIfNeeded();
                Optional<Notification> next = poll();
                if (next.isPresent()) {
                    return next;
                }
                left = await(left);
            } while (left > 0);
            return Optional.empty();
        } finally {
            askedAt = kernel.now();
            isAsked = false;
        }
    }

    /** The next one that is not over: it may have expired while it waited here. */
    private Optional<Notification> poll() {
        @Nullable Streamed next;
        while (isOpen() && (next = waiting.poll()) != null) {
            position = next.position();
            if (!next.notification().hasExpiredAt(kernel.now())) {
                return Optional.of(next.notification());
            }
        }
        return Optional.empty();
    }

    /** Asks what there is, and first, when it is time, whether the reader may still be told. */
    private void askIfNeeded() {
        Instant now = kernel.now();
        boolean isDue = untilCheck <= 0 || !now.isBefore(checkedAt.plus(recheck));
        try {
            if (isDue) {
                still.require(actor, person);
                audiences = stream.audiencesOf(person);
                // What waits here was the reader's to see when it was asked for, and may not be any more.
                waiting.clear();
                fetched = position;
                untilCheck = recheck.toNanos();
                checkedAt = now;
            }
            if (waiting.isEmpty() && (takeWake() || isDue)) {
                fetch();
            }
        } catch (Refusal refusal) {
            if (refusal.kind() != Kind.UNAVAILABLE) {
                close();
                throw refusal;
            }
            // The database is away for a moment, and so is all that could be told.
            untilCheck = RETRY_NANOS;
            checkedAt = now;
        }
    }

    private void fetch() {
        Reader reader = readers.reader(person, kernel.now());
        List<Streamed> found = stream.after(reader, fetched, HELD);
        waiting.addAll(found);
        if (!found.isEmpty()) {
            fetched = found.get(found.size() - 1).position();
        }
        if (found.size() == HELD) {
            wake();
        }
    }

    /** Waits for news, or for the time to ask; says what is left of the reader's time, nought if the feed is over. */
    private long await(long left) {
        lock.lock();
        try {
            long longest = Math.max(0, Math.min(left, untilCheck));
            long rest = longest;
            while (isOpen && !isWoken && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            long waited = longest - rest;
            untilCheck -= waited;
            return isOpen ? left - waited : 0;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        close();
        return 0;
    }

    void wakeIfConcerned(Placed place) {
        boolean concerns = place.userId() == null
                ? place.organizationId() != null && audiences.contains(place.organizationId())
                : person.equals(place.userId());
        if (concerns) {
            wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            isWoken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean takeWake() {
        lock.lock();
        try {
            boolean was = isWoken;
            isWoken = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    UserId person() {
        return person;
    }

    boolean isAbandoned() {
        return !isAsked && askedAt.plus(ABANDONED).isBefore(kernel.now());
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return isOpen;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isOpen = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        whenClosed.accept(this);
    }
}
