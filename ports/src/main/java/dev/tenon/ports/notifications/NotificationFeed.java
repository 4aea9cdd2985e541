package dev.tenon.ports.notifications;

import java.time.Duration;
import java.util.Optional;

/**
 * Notifications as they come, for one reader. It keeps no more than a hundred in memory, however slowly it is read. Used by one
 * thread, but for {@link #close}. One that nobody asks anything for five minutes is closed.
 */
public interface NotificationFeed extends AutoCloseable {

    /**
     * Waits for the next notification.
     *
     * @return the next one; empty if none came in this time, or the feed was closed
     * @throws dev.tenon.ports.kernel.Refusal once the reader may not read any more: the account was closed, or the session or the key
     *     with which it was opened has ended. Noticed within {@link NotificationPolicy#recheck()}. The feed is closed then.
     */
    Optional<Notification> next(Duration atMost);

    /** Where to go on after what {@link #next} has given so far. */
    long position();

    /** Whether nobody has closed it. */
    boolean isOpen();

    /** Closes it; who waits is woken. */
    @Override
    void close();
}
