package dev.tenon.ports.notifications;

/** Whether somebody has read a notification. */
public enum NotificationStatus {
    UNREAD,
    READ
}
