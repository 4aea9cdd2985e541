package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationPreferences.Blocked;
import dev.tenon.ports.notifications.NotificationStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores notifications (tables {@code notifications}, {@code notification_receipts}).
 *
 * <p>What a reader sees: what is for the person, and what is for the members of an organization, was made when the person was a
 * member already, and the membership has its notifications on. Not what has expired, what comes by mail alone, and what the reader
 * blocks.
 */
public interface NotificationStore {

    /** Who reads, at which instant, and what is not shown. */
    record Reader(UserId person, Blocked blocked, Instant now) {}

    /**
     * What was sent in the name of an organization.
     *
     * @param oldest when the first of them was made; {@code null} if there is none
     */
    record Sent(int count, @Nullable Instant oldest) {}

    /** Adds a notification that nobody has read; its audience must be there. */
    void insert(Notification notification);

    /** The same for one that was sent in the name of its organization, and counts so. */
    void insertSent(Notification notification);

    /** The same for one that can be taken back by its occasion. */
    void insertOn(String occasion, Notification notification);

    /** Takes back what was written on an occasion: nobody is shown it any more. What went out by mail, went out. */
    void withdraw(String occasion);

    /** One that the reader sees. */
    Optional<Notification> find(Reader reader, NotificationId id);

    /** Those that the reader sees and that match, in the filter's order. */
    Page<Notification> list(Reader reader, NotificationFilter filter, PageRequest page);

    /** How many of those that the reader sees are unread, counted to {@code most}. */
    int countUnread(Reader reader, int most);

    /** Notes whether the reader has read one that they see. */
    void mark(Reader reader, NotificationId id, NotificationStatus status);

    /** Marks those that the reader sees as read, about {@code most} at most; returns how many were unread. */
    int markAllRead(Reader reader, int most);

    /**
     * What was sent in an organization's name after this instant. Whoever asks holds up others who do, until the commit: so
     * nobody sends more than what is left.
     */
    Sent sentSince(OrganizationId organization, Instant since);

    /**
     * Forgets those that expired before then, and those that never expire and were made before then, at most {@code limit}; returns
     * how many.
     */
    int deleteOver(Instant before, int limit);
}
