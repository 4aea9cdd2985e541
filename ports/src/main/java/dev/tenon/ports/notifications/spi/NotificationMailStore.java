package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps which notifications are still to be mailed, and those that are being collected into one mail (columns {@code mail_waits}
 * and {@code mailed_through} of {@code notifications}, tables {@code notification_digests} and {@code notification_digest_items}).
 */
public interface NotificationMailStore {

    /**
     * A notification of which mails are to be queued.
     *
     * @param mailedThrough the last account, by id, that it was decided for; {@code null} for none
     */
    record Waiting(Notification notification, @Nullable UserId mailedThrough) {}

    /**
     * Somebody who can be mailed: the account is active, and its address verified.
     *
     * @param preferences the person's setting {@code notifications}; {@code null} without one
     */
    record Recipient(
            UserId person, EmailAddress email, @Nullable JsonText preferences) {}

    /** Notifications that are being collected for somebody. */
    record Digest(UserId person, Instant openedAt, Instant closesAt) {}

    /** Whether there is any notification of which mails are to be queued. */
    boolean hasWaiting();

    /** The most urgent of them, of one priority the oldest, locked until the commit; passes over those that somebody else has locked. */
    Optional<Waiting> claimWaiting();

    /**
     * Those for whom it is and who have not read it, by id after this one, at most {@code limit}: the person, or the members who see
     * it.
     */
    List<Recipient> recipients(Notification notification, @Nullable UserId after, int limit);

    /** Notes for whom it was decided; {@code null} for all. */
    void decided(NotificationId id, @Nullable UserId through);

    /**
     * Adds the notification to those that are being collected for a person. If none are, a collection opens; otherwise the one that
     * is open stays open for as long as it was to.
     */
    void collect(Digest opening, NotificationId id);

    /** Whether any collection is to be closed. */
    boolean hasClosing(Instant now);

    /** One that is, locked until the commit; passes over those that somebody else has locked. */
    Optional<Digest> claimClosing(Instant now);

    /** Who it is for, if they can still be mailed. */
    Optional<Recipient> recipient(UserId person);

    /** What of it the person still sees and has not read, oldest first, at most {@code limit}. */
    List<Notification> collected(UserId person, Instant now, int limit);

    /** Takes these out of it, which were told; it stays to be closed. */
    void told(UserId person, List<NotificationId> notifications);

    /** Closes it. */
    void close(UserId person);
}
