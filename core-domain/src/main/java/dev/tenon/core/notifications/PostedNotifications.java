package dev.tenon.core.notifications;

import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.notifications.spi.NotificationStore;
import dev.tenon.ports.notifications.spi.Notifier;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes notifications into the commit that causes them; everything that follows from them follows after it. */
record PostedNotifications(NotificationStore store, Ids ids, NotificationRules rules) implements Notifier {

    @Override
    public Notification post(NotificationDraft draft, Instant now) {
        if (!NotificationRules.isMessage(draft.message())) {
            throw new IllegalArgumentException("The message of a notification is empty, too long, or no plain text");
        }
        Notification notification = new Notification(
                new NotificationId(ids.next()),
                draft.userId(),
                draft.organizationId(),
                draft.type(),
                draft.topic(),
                draft.message(),
                actionUrl(draft.action()),
                draft.priority(),
                draft.channel(),
                NotificationStatus.UNREAD,
                draft.expiresAt(),
                now);
        String occasion = draft.occasion();
        if (occasion == null) {
            store.insert(notification);
        } else {
            store.insertOn(occasion, notification);
        }
        return notification;
    }

    @Override
    public void withdraw(String occasion) {
        store.withdraw(occasion);
    }

    private @Nullable URI actionUrl(@Nullable String action) {
        return action == null
                ? null
                : rules.actionUrl(action)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "A notification leads to a path, to the own host, or to an https URL"));
    }
}
