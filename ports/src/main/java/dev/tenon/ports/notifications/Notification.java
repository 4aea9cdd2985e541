package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to one person, or to all members of an organization.
 *
 * @param userId whom it is for; {@code null} if it is for all members of the organization
 * @param organizationId the organization whose members it is for, or, beside a person, the one that it is about; {@code null}
 *     for neither
 * @param message plain text, 1 to 2,000 characters
 * @param actionUrl where it leads: to the installation's own host, or https; {@code null} for nowhere
 * @param status whether the person who asks has read it
 * @param expiresAt from when on nobody is shown it any more; {@code null} for never
 */
public record Notification(
        NotificationId id,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        NotificationType type,
        NotificationTopic topic,
        String message,
        @Nullable URI actionUrl,
        NotificationPriority priority,
        NotificationChannel channel,
        NotificationStatus status,
        @Nullable Instant expiresAt,
        Instant createdAt) {

    /** The longest message, in characters. */
    public static final int LONGEST_MESSAGE = 2_000;

    /** The longest address that one leads to, in characters. */
    public static final int LONGEST_URL = 2_000;

    public Notification {
        if (userId == null && organizationId == null) {
            throw new IllegalArgumentException("A notification is for a person or for an organization");
        }
    }

    /** Its place in a list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }

    /** Its place in a list by priority. */
    public Position positionByPriority() {
        return new Position(priority.rank(), createdAt, id.value());
    }

    /** The same as somebody sees it who has read it, or has not. */
    public Notification with(NotificationStatus seen) {
        return new Notification(
                id,
                userId,
                organizationId,
                type,
                topic,
                message,
                actionUrl,
                priority,
                channel,
                seen,
                expiresAt,
                createdAt);
    }

    /** Whether it is for all members of its organization. */
    public boolean isForMembers() {
        return userId == null;
    }

    /** Whether it is over. */
    public boolean hasExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
