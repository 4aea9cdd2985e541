package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification that somebody sends.
 *
 * @param userId whom it is for; {@code null} if it is for all members of the organization
 * @param organizationId whose members it is for, or which one it is about; {@code null} for neither
 * @param topic a word of small letters, digits and hyphens
 * @param message plain text, 1 to 2,000 characters
 * @param actionUrl where it leads: a path below the installation's base URL, or a URL on its host, or https; {@code null} for
 *     nowhere
 * @param expiresAt from when on nobody is shown it any more; {@code null} for never
 */
public record NewNotification(
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        NotificationType type,
        String topic,
        String message,
        @Nullable String actionUrl,
        NotificationPriority priority,
        NotificationChannel channel,
        @Nullable Instant expiresAt) {

    /** Information of low priority on no topic of its own, which is shown and not mailed. */
    public static NewNotification of(@Nullable UserId userId, @Nullable OrganizationId organizationId, String message) {
        return new NewNotification(
                userId,
                organizationId,
                NotificationType.INFO,
                NotificationTopic.GENERAL.value(),
                message,
                null,
                NotificationPriority.LOW,
                NotificationChannel.IN_APP,
                null);
    }

    /** The same about a topic. */
    public NewNotification about(String other) {
        return new NewNotification(
                userId, organizationId, type, other, message, actionUrl, priority, channel, expiresAt);
    }

    /** The same by another way. */
    public NewNotification by(NotificationChannel other) {
        return new NewNotification(userId, organizationId, type, topic, message, actionUrl, priority, other, expiresAt);
    }

    /** The same as another sort of news. */
    public NewNotification as(NotificationType other) {
        return new NewNotification(
                userId, organizationId, other, topic, message, actionUrl, priority, channel, expiresAt);
    }

    /** The same with another priority. */
    public NewNotification withPriority(NotificationPriority other) {
        return new NewNotification(userId, organizationId, type, topic, message, actionUrl, other, channel, expiresAt);
    }

    /** The same, leading somewhere. */
    public NewNotification leadingTo(String where) {
        return new NewNotification(userId, organizationId, type, topic, message, where, priority, channel, expiresAt);
    }

    /** The same, over at this instant. */
    public NewNotification until(Instant end) {
        return new NewNotification(userId, organizationId, type, topic, message, actionUrl, priority, channel, end);
    }
}
