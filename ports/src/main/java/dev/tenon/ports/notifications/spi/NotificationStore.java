package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.notifications.Notification;

/** Stores notifications (tables {@code notifications} and {@code notification_receipts}). */
public interface NotificationStore {

    /** Adds a notification that nobody has read; its audience must be there. */
    void insert(Notification notification);
}
