package dev.tenon.testkit;

import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.spi.NotificationStore;

final class InMemoryNotificationStore implements NotificationStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryNotificationStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void insert(Notification notification) {
        unitOfWork.required();
        if (notification.userId() != null) {
            tables.requireAccount(notification.userId());
        }
        tables.notifications.put(notification.id(), notification);
    }
}
