package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.NotificationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFeed;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.notifications.NotificationRefusal;
import dev.tenon.ports.notifications.NotificationStatus;
import dev.tenon.ports.notifications.Notifications;
import dev.tenon.ports.notifications.UnreadCount;
import dev.tenon.ports.notifications.spi.NotificationStore;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;

final class NotificationService implements Notifications {

    private static final int MARKED_AT_ONCE = 10_000;

    private final Kernel kernel;
    private final NotificationStore notifications;
    private final Readers readers;
    private final SentNotifications sending;
    private final LiveNotifications live;

    NotificationService(Kernel kernel, SentNotifications sending, LiveNotifications live) {
        this.kernel = kernel;
        this.notifications = kernel.storage().notifications();
        this.readers = Readers.of(kernel);
        this.sending = sending;
        this.live = live;
    }

    @Override
    public Notification send(Actor actor, NewNotification message) {
        return sending.send(actor, message);
    }

    @Override
    public Page<Notification> list(Actor actor, NotificationFilter filter, PageRequest page) {
        return notifications.list(reader(actor, Permission.NOTIFICATIONS_READ), filter, page);
    }

    @Override
    public Notification get(Actor actor, NotificationId id) {
        return notifications
                .find(reader(actor, Permission.NOTIFICATIONS_READ), id)
                .orElseThrow(NotificationRefusal.NOT_FOUND::refusal);
    }

    @Override
    public Notification mark(Actor actor, NotificationId id, NotificationStatus status) {
        Reader reader = reader(actor, Permission.NOTIFICATIONS_WRITE);
        Notification present = notifications.find(reader, id).orElseThrow(NotificationRefusal.NOT_FOUND::refusal);
        return kernel.changes().commit(actor, reader.now(), change -> {
            notifications.mark(reader, id, status);
            return present.with(status);
        });
    }

    @Override
    public int markAllRead(Actor actor) {
        Reader reader = reader(actor, Permission.NOTIFICATIONS_WRITE);
        return kernel.changes()
                .commit(actor, reader.now(), change -> notifications.markAllRead(reader, MARKED_AT_ONCE));
    }

    @Override
    public UnreadCount unread(Actor actor) {
        int found = notifications.countUnread(reader(actor, Permission.NOTIFICATIONS_READ), UnreadCount.MOST + 1);
        return new UnreadCount(Math.min(found, UnreadCount.MOST), found > UnreadCount.MOST);
    }

    @Override
    public NotificationFeed follow(Actor actor, long after) {
        return live.follow(actor, Authorizer.own(actor, Permission.NOTIFICATIONS_READ), after);
    }

    private Reader reader(Actor actor, Permission scope) {
        UserId person = Authorizer.own(actor, scope);
        return readers.reader(person, kernel.now());
    }
}
