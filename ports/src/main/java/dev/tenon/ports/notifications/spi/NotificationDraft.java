package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification to be put into a commit, with {@code change.notify(...)}. Begins with {@link #to} or {@link #toMembers}, as
 * information of low priority that is shown and not mailed, leads nowhere and never expires; the methods here change that.
 *
 * @param userId whom it is for; {@code null} if it is for all members of the organization
 * @param organizationId whose members it is for, or which one it is about; {@code null} for neither
 * @param message plain text, 1 to 2,000 characters, without secrets: it is kept as it is
 * @param action where it leads: a path below the installation's base URL that begins with {@code /}, or an https URL;
 *     {@code null} for nowhere
 * @param expiresAt from when on nobody is shown it any more; {@code null} for never
 * @param occasion a name for what it is about, by which it can be taken back ({@link
 *     dev.tenon.ports.kernel.spi.Change#withdrawNotifications}); {@code null} if it never is
 */
public record NotificationDraft(
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        NotificationType type,
        NotificationTopic topic,
        String message,
        @Nullable String action,
        NotificationPriority priority,
        @Nullable Instant expiresAt,
        NotificationChannel channel,
        @Nullable String occasion) {

    public NotificationDraft {
        if (userId == null && organizationId == null) {
            throw new IllegalArgumentException("A notification is for a person or for an organization");
        }
    }

    /** For one person. */
    public static NotificationDraft to(UserId person, NotificationTopic topic, String message) {
        return plain(person, null, topic, message);
    }

    /** For everybody who is a member of the organization now. */
    public static NotificationDraft toMembers(OrganizationId organization, NotificationTopic topic, String message) {
        return plain(null, organization, topic, message);
    }

    private static NotificationDraft plain(
            @Nullable UserId person, @Nullable OrganizationId organization, NotificationTopic topic, String message) {
        return new NotificationDraft(
                person,
                organization,
                NotificationType.INFO,
                topic,
                message,
                null,
                NotificationPriority.LOW,
                null,
                NotificationChannel.IN_APP,
                null);
    }

    /** The same, to a person, about this organization. */
    public NotificationDraft about(OrganizationId organization) {
        return new NotificationDraft(
                userId, organization, type, topic, message, action, priority, expiresAt, channel, occasion);
    }

    /** The same as another sort of news. */
    public NotificationDraft as(NotificationType other) {
        return new NotificationDraft(
                userId, organizationId, other, topic, message, action, priority, expiresAt, channel, occasion);
    }

    /** The same, leading to a path below the base URL, or to an https URL. */
    public NotificationDraft leadingTo(@Nullable String where) {
        return new NotificationDraft(
                userId, organizationId, type, topic, message, where, priority, expiresAt, channel, occasion);
    }

    /** The same with another priority. */
    public NotificationDraft withPriority(NotificationPriority other) {
        return new NotificationDraft(
                userId, organizationId, type, topic, message, action, other, expiresAt, channel, occasion);
    }

    /** The same, over at this instant. */
    public NotificationDraft until(@Nullable Instant end) {
        return new NotificationDraft(
                userId, organizationId, type, topic, message, action, priority, end, channel, occasion);
    }

    /** The same by another way. */
    public NotificationDraft by(NotificationChannel other) {
        return new NotificationDraft(
                userId, organizationId, type, topic, message, action, priority, expiresAt, other, occasion);
    }

    /** The same on an occasion that may pass: it can be taken back by that name. */
    public NotificationDraft on(String name) {
        return new NotificationDraft(
                userId, organizationId, type, topic, message, action, priority, expiresAt, channel, name);
    }
}
