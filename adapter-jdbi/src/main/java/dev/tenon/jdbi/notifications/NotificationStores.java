package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.NotificationStore;

/** The stores of this package. */
public final class NotificationStores {

    private NotificationStores() {}

    public static NotificationStore notifications(Handles handles) {
        return new JdbiNotificationStore(handles);
    }

    public static EmailStore emails(Handles handles) {
        return new JdbiEmailStore(handles);
    }
}
