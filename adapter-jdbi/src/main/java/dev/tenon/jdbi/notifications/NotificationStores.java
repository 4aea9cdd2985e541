package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.NotificationMailStore;
import dev.tenon.ports.notifications.spi.NotificationStore;
import dev.tenon.ports.notifications.spi.NotificationStreamStore;

/** The stores of this package. */
public final class NotificationStores {

    private NotificationStores() {}

    public static NotificationStore notifications(Handles handles) {
        return new JdbiNotificationStore(handles);
    }

    public static NotificationMailStore mails(Handles handles) {
        return new JdbiNotificationMailStore(handles);
    }

    public static NotificationStreamStore stream(Handles handles) {
        return new JdbiNotificationStreamStore(handles);
    }

    public static EmailStore emails(Handles handles) {
        return new JdbiEmailStore(handles);
    }
}
