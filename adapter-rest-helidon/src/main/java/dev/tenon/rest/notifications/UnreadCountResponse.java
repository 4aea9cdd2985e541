package dev.tenon.rest.notifications;

import dev.tenon.ports.notifications.UnreadCount;

/** How many notifications are unread. */
record UnreadCountResponse(int count, boolean hasMore) {

    static UnreadCountResponse from(UnreadCount unread) {
        return new UnreadCountResponse(unread.count(), unread.hasMore());
    }
}
