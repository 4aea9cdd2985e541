package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationPolicy;
import dev.tenon.ports.notifications.NotificationRefusal;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.spi.NotificationStore;
import dev.tenon.ports.notifications.spi.NotificationStore.Sent;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.spi.MemberStore;
import dev.tenon.ports.signin.ImpersonationRefusal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people and programs send: whoever may notify anybody, and whoever runs an organization its members. */
final class SentNotifications {

    private static final String TABLE = "notifications";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(5 * 365);

    private final Kernel kernel;
    private final NotificationStore notifications;
    private final MemberStore members;
    private final NotificationRules rules;
    private final NotificationPolicy policy;

    SentNotifications(Kernel kernel, NotificationRules rules, NotificationPolicy policy) {
        this.kernel = kernel;
        this.notifications = kernel.storage().notifications();
        this.members = kernel.storage().members();
        this.rules = rules;
        this.policy = policy;
    }

    Notification send(Actor actor, NewNotification message) {
        Authorizer.signedIn(actor);
        if (actor.impersonatorId() != null) {
            throw ImpersonationRefusal.NOT_HERE.refusal();
        }
        Instant now = kernel.now();
        boolean toAnybody = Authorizer.may(actor, Permission.NOTIFICATIONS_SEND);
        if (!toAnybody) {
            requireRunning(actor, message);
        }
        Notification notification = checked(message, toAnybody, now);
        requireAudience(notification);
        return kernel.changes().commit(actor, now, change -> {
            if (toAnybody) {
                notifications.insert(notification);
            } else {
                sendForOrganization(change, actor, notification);
            }
            change.audit(entry(notification));
            return notification;
        });
    }

    private void requireRunning(Actor actor, NewNotification message) {
        OrganizationId organization = message.organizationId();
        if (organization == null) {
            Authorizer.require(actor, Permission.NOTIFICATIONS_SEND);
            return;
        }
        requireManaging(members.roleOf(organization, Authorizer.own(actor, Permission.NOTIFICATIONS_WRITE))
                .orElseThrow(OrganizationRefusal.NOT_FOUND::refusal));
    }

    private static void requireManaging(MemberRole role) {
        if (!role.manages()) {
            throw RequestRefusal.FORBIDDEN.because(
                    "Only owners and administrators of the organization notify its members.");
        }
    }

    /** Whoever runs it when asked must run it still, and the other one belong to it; and no more are sent than may be. */
    private void sendForOrganization(Change change, Actor actor, Notification notification) {
        OrganizationId organization = notification.organizationId();
        UserId sender = actor.userId();
        if (organization == null || sender == null) {
            throw new IllegalStateException("Only people send in the name of an organization");
        }
        // Locks the organization, which everybody locks before its members.
        Instant since = change.now().minus(HOUR);
        Sent sent = notifications.sentSince(organization, since);
        requireManaging(members.lockRoleOf(organization, sender).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal));
        UserId person = notification.userId();
        if (person != null && members.lockRoleOf(organization, person).isEmpty()) {
            throw AccountRefusal.NOT_FOUND.refusal();
        }
        Instant oldest = sent.oldest();
        if (oldest != null && sent.count() >= policy.sendsAnHour()) {
            throw NotificationRefusal.TOO_MANY.retryAfter(Duration.between(since, oldest));
        }
        notifications.insertSent(notification);
    }

    private void requireAudience(Notification notification) {
        UserId person = notification.userId();
        if (person != null && !isThere(person)) {
            throw AccountRefusal.NOT_FOUND.refusal();
        }
        OrganizationId organization = notification.organizationId();
        if (organization != null && !members.organizationExists(organization)) {
            throw OrganizationRefusal.NOT_FOUND.refusal();
        }
    }

    private boolean isThere(UserId person) {
        return kernel.storage()
                .accounts()
                .find(person)
                .filter(account -> account.status() != AccountStatus.ERASED)
                .isPresent();
    }

    private Notification checked(NewNotification message, boolean toAnybody, Instant now) {
        Violations violations = new Violations();
        violations.require(
                message.userId() != null || message.organizationId() != null,
                "/userId",
                "missing",
                "Say whom it is for: `userId`, or `organizationId` for all of its members.");
        violations.require(
                NotificationRules.isMessage(message.message()),
                "/message",
                "message-invalid",
                "A message has 1 to " + Notification.LONGEST_MESSAGE
                        + " characters, at least one of them visible: plain text, with no control characters but line breaks.");
        boolean isTopic = NotificationTopic.isTopic(message.topic());
        violations.require(
                isTopic,
                "/topic",
                "topic-invalid",
                "A topic is a word of 1 to 50 small letters, digits and hyphens, and begins with a letter.");
        violations.require(
                toAnybody || !message.topic().equals(NotificationTopic.SECURITY.value()),
                "/topic",
                "topic-reserved",
                "What is about the security of an account comes from the installation alone; choose another topic.");
        @Nullable Instant end = message.expiresAt();
        violations.require(
                end == null || (end.isAfter(now) && end.isBefore(now.plus(LONGEST_LIFE))),
                "/expiresAt",
                "expiry-invalid",
                "Give an instant in the next five years, or leave it out.");
        @Nullable URI actionUrl = actionUrl(message.actionUrl(), violations);
        violations.refuseIfAny();
        return new Notification(
                new NotificationId(kernel.ids().next()),
                message.userId(),
                message.organizationId(),
                message.type(),
                new NotificationTopic(message.topic()),
                message.message(),
                actionUrl,
                message.priority(),
                message.channel(),
                NotificationStatus.UNREAD,
                end,
                now);
    }

    private @Nullable URI actionUrl(@Nullable String action, Violations violations) {
        if (action == null) {
            return null;
        }
        @Nullable URI url = rules.actionUrl(action).orElse(null);
        violations.require(
                url != null,
                "/actionUrl",
                "url-invalid",
                "Give a path that begins with `/`, a URL on the installation's own host, or an https URL; without a user name"
                        + " in it, and at most " + Notification.LONGEST_URL + " characters of ASCII.");
        return url;
    }

    private static AuditEntry entry(Notification notification) {
        AuditEntry entry = AuditEntry.of("notification.sent", TABLE, notification.id())
                .with("type", word(notification.type()))
                .with("topic", notification.topic().value())
                .with("priority", word(notification.priority()))
                .with("channel", notification.channel().channelName())
                .in(notification.organizationId());
        UserId person = notification.userId();
        return person == null ? entry : entry.with("userId", person.toString());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
