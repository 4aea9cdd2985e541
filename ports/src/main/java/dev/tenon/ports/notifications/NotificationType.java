package dev.tenon.ports.notifications;

/** What sort of news a notification brings: how it is shown. What it is about says its {@link NotificationTopic}. */
public enum NotificationType {
    INFO,
    SUCCESS,
    WARNING,
    ERROR
}
