package dev.tenon.rest.notifications;

import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A notification as its reader sees it. */
record NotificationResponse(
        NotificationId id,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        String type,
        String topic,
        String message,
        @Nullable String actionUrl,
        String priority,
        String channel,
        String status,
        @Nullable Instant expiresAt,
        Instant createdAt) {

    static NotificationResponse from(Notification notification) {
        return new NotificationResponse(
                notification.id(),
                notification.userId(),
                notification.organizationId(),
                Words.of(notification.type()),
                notification.topic().value(),
                notification.message(),
                notification.actionUrl() == null
                        ? null
                        : notification.actionUrl().toString(),
                Words.of(notification.priority()),
                notification.channel().channelName(),
                Words.of(notification.status()),
                notification.expiresAt(),
                notification.createdAt());
    }
}
