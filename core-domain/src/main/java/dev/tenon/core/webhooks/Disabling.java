package dev.tenon.core.webhooks;

import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.Webhook.Disabled;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Stops telling anything to a receiver that takes nothing any more, and tells whoever keeps the webhook. */
record Disabling(Storage storage) {

    /** How many of each kind are told. */
    private static final int MOST_TOLD = 50;

    /** Disables the webhook, unless it is already. */
    void disable(Change change, Webhook webhook, Disabled reason) {
        if (!storage.webhooks().disable(webhook.id(), reason, change.now())) {
            return;
        }
        change.audit(AuditEntry.of("webhook.disabled", WebhookService.TABLE, webhook.id())
                .in(webhook.organizationId())
                .with("reason", reason.name().toLowerCase(Locale.ROOT)));
        keepers(webhook).forEach(person -> change.notify(draft(webhook, reason, person)));
    }

    /** The owners and administrators of the organization; of the installation's, whoever may keep it, and who made it. */
    private List<UserId> keepers(Webhook webhook) {
        OrganizationId organization = webhook.organizationId();
        if (organization == null) {
            return Stream.concat(
                            Stream.ofNullable(webhook.createdBy()),
                            storage.roles().holdersOf(Permission.WEBHOOKS_WRITE.permissionName(), MOST_TOLD).stream())
                    .distinct()
                    .toList();
        }
        return Stream.of(MemberRole.OWNER, MemberRole.ADMIN)
                .flatMap(role -> storage
                        .members()
                        .list(organization, new MemberFilter(null, role), PageRequest.first(MOST_TOLD))
                        .items()
                        .stream())
                .map(member -> member.userId())
                .toList();
    }

    private static NotificationDraft draft(Webhook webhook, Disabled reason, UserId person) {
        OrganizationId organization = webhook.organizationId();
        String why = reason == Disabled.GONE
                ? "its receiver says that it is gone"
                : "nothing has arrived there for " + EventDelivery.PATIENCE.toDays() + " days";
        NotificationDraft draft = NotificationDraft.to(
                        person,
                        organization == null ? NotificationTopic.GENERAL : NotificationTopic.ORGANIZATION,
                        "The webhook to " + webhook.url().getHost() + " was disabled: " + why
                                + ". Once it works again, enable it, and replay what happened since.")
                .as(NotificationType.WARNING)
                .withPriority(NotificationPriority.HIGH)
                .by(NotificationChannel.BOTH);
        return organization == null ? draft : draft.about(organization);
    }
}
