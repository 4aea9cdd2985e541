package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * Which notifications, and in which order.
 *
 * @param status read or unread; {@code null} for both
 * @param type {@code null} for every one
 * @param organizationId those of this organization; {@code null} for all
 * @param byPriority the highest priority first, and of one priority the newest; otherwise the newest first
 */
public record NotificationFilter(
        @Nullable NotificationStatus status,
        @Nullable NotificationType type,
        @Nullable OrganizationId organizationId,
        boolean byPriority) {

    /** All, newest first. */
    public static NotificationFilter all() {
        return new NotificationFilter(null, null, null, false);
    }

    /** Those that are not read, newest first. */
    public static NotificationFilter unread() {
        return new NotificationFilter(NotificationStatus.UNREAD, null, null, false);
    }
}
