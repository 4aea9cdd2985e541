package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.spi.NotificationStore;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables {@code notifications} and {@code notification_receipts}. */
final class JdbiNotificationStore implements NotificationStore {

    private static final Write INSERT = Write.of("""
            INSERT INTO notifications
                (id, user_id, organization_id, message, type, topic, channel, action_url, priority, status, expires_at,
                 created_at, mail_waits)
            VALUES (:id, :userId, :organizationId, :message, :type, :topic, :channel, :actionUrl, :priority, :status,
                    :expiresAt, :createdAt, :mailWaits)
            """);

    private final Handles handles;

    JdbiNotificationStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(Notification notification) {
        handles.later(INSERT.bind("id", notification.id().value())
                .bind("userId", uuid(notification.userId()))
                .bind("organizationId", uuid(notification.organizationId()))
                .bind("message", notification.message())
                .bind("type", Columns.word(notification.type()))
                .bind("topic", notification.topic().value())
                .bind("channel", notification.channel().channelName())
                .bind(
                        "actionUrl",
                        notification.actionUrl() == null
                                ? null
                                : notification.actionUrl().toString())
                .bind("priority", Columns.word(notification.priority()))
                .bind("status", Columns.word(notification.status()))
                .bind("expiresAt", notification.expiresAt())
                .bind("createdAt", notification.createdAt())
                .bind("mailWaits", notification.channel().isByMail()));
    }

    private static @Nullable UUID uuid(@Nullable Id id) {
        return id == null ? null : id.value();
    }
}
