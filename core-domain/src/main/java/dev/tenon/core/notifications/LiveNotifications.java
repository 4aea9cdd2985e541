package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Signals.Listening;
import dev.tenon.ports.notifications.NotificationFeed;
import dev.tenon.ports.notifications.NotificationPolicy;
import dev.tenon.ports.notifications.NotificationRefusal;
import dev.tenon.ports.notifications.spi.NotificationStreamStore;
import dev.tenon.ports.notifications.spi.NotificationStreamStore.Placed;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who follows notifications on this server. One reading of the stream for all of them says whom the new places concern,
 * and wakes those alone; what they are shown, they ask the database themselves. While nobody follows, nothing runs here.
 */
final class LiveNotifications {

    private static final int READ_AT_ONCE = 500;
    private static final Duration TOO_MANY_WAIT = Duration.ofSeconds(30);

    private final Kernel kernel;
    private final NotificationStreamStore stream;
    private final StreamPlaces places;
    private final NotificationPolicy policy;

    private final ReentrantLock lock = new ReentrantLock();

    // What the lock guards.
    /** In the order of their opening. */
    private final Set<Feed> open = new LinkedHashSet<>();

    private @Nullable Listening listening;

    private final ReentrantLock reading = new ReentrantLock();

    /** Up to which place the readers were woken. */
    private final AtomicLong told = new AtomicLong();

    LiveNotifications(Kernel kernel, StreamPlaces places, NotificationPolicy policy) {
        this.kernel = kernel;
        this.stream = kernel.storage().notificationStream();
        this.places = places;
        this.policy = policy;
    }

    NotificationFeed follow(Actor actor, UserId person, long after) {
        long last = stream.lastPosition();
        if (after > last) {
            throw NotificationRefusal.POSITION_INVALID.refusal();
        }
        lock.lock();
        try {
            List.copyOf(open).stream().filter(Feed::isAbandoned).forEach(Feed::close);
            // A client that lost its stream opens another before this server has noticed. A refusal would end it for
            // good.
            List<Feed> ofPerson =
                    open.stream().filter(feed -> feed.person().equals(person)).toList();
            if (ofPerson.size() >= policy.feedsOfPerson()) {
                ofPerson.get(0).close();
            }
            if (open.size() >= policy.feedsOfServer()) {
                throw NotificationRefusal.TOO_MANY_FEEDS.retryAfter(TOO_MANY_WAIT);
            }
            Feed feed = new Feed(kernel, policy, actor, person, after < 0 ? last : after, this::forget);
            open.add(feed);
            if (listening == null) {
                told.accumulateAndGet(last, Math::max);
                listening = kernel.storage().signals().listen(StreamPlaces.TOPIC, this::read);
            }
            return feed;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Feed feed) {
        lock.lock();
        try {
            if (open.remove(feed) && open.isEmpty() && listening != null) {
                listening.close();
                listening = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Feed> feeds() {
        lock.lock();
        try {
            return List.copyOf(open);
        } finally {
            lock.unlock();
        }
    }

    /** Wakes whom the new places concern. Gives places itself before that, for a program that runs no jobs. */
    private void read() {
        reading.lock();
        try {
            while (places.give() > 0) {
                // Until every notification that is visible has its place.
            }
            List<Feed> feeds = feeds();
            feeds.stream().filter(Feed::isAbandoned).forEach(Feed::close);
            List<Placed> placed;
            do {
                placed = stream.placedAfter(told.get(), READ_AT_ONCE);
                for (Placed each : placed) {
                    feeds.forEach(feed -> feed.wakeIfConcerned(each));
                    told.accumulateAndGet(each.position(), Math::max);
                }
            } while (placed.size() == READ_AT_ONCE);
        } finally {
            reading.unlock();
        }
    }
}
