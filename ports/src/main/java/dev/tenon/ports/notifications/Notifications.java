package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;

/**
 * Messages to people. Everybody has their own, and those of the organizations to which they belong: what was sent to an
 * organization since they joined it, as long as they are members and want its notifications. What has expired, what comes by mail
 * alone, and what a person does not want to be shown ({@link NotificationPreferences}) is neither listed nor counted nor
 * streamed, and is not there for whoever asks for it.
 *
 * <p>Reading and marking is every account's right; an API key of the person needs {@code notifications:read} or
 * {@code notifications:write}. What is marked is not recorded in the audit trail.
 */
public interface Notifications {

    /**
     * Notifies a person or all members of an organization. Needs {@code notifications:send}. Whoever runs an organization may do so
     * without, to all of its members or, naming both, to one of them; about anything but security, and 60 times an hour for each
     * organization. Not in somebody else's name. Recorded as {@code notification.sent}, without the message.
     *
     * <p>Refused: what breaks a rule ({@code request-invalid}); an account or an organization that there is not
     * ({@code account-not-found}, {@code organization-not-found}); too many ({@code notification-too-many}).
     */
    Notification send(Actor actor, NewNotification message);

    /** The caller's notifications that match, in the filter's order. */
    Page<Notification> list(Actor actor, NotificationFilter filter, PageRequest page);

    /** One of the caller's notifications; {@code notification-not-found} for those of others. */
    Notification get(Actor actor, NotificationId id);

    /** Marks one of the caller's notifications as read, or as unread, for the caller alone. Nothing happens if it is so already. */
    Notification mark(Actor actor, NotificationId id, NotificationStatus status);

    /**
     * Marks all of the caller's notifications as read, 10,000 at most: those that would be listed at this moment.
     *
     * @return how many were unread
     */
    int markAllRead(Actor actor);

    /** How many of the caller's notifications are unread, as far as they are counted. */
    UnreadCount unread(Actor actor);

    /**
     * Follows the caller's notifications as they are sent, on whichever server. Each of them comes once and in one order, the same
     * for everybody who follows: whoever goes on after the last one that came misses none, and gets none twice.
     *
     * @param after the {@link NotificationFeed#position()} to go on after; negative to begin now
     * @return a feed that is the caller's to close. Of more than 5 of one person on one server the oldest is closed. Refused: more than the server takes
     *     ({@code notification-too-many-feeds}); a position that was never given ({@code notification-position-invalid})
     */
    NotificationFeed follow(Actor actor, long after);
}
