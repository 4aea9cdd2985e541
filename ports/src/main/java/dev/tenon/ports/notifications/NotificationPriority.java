package dev.tenon.ports.notifications;

/** How much a notification matters; of two constants the later one matters more. */
public enum NotificationPriority {
    LOW(1),
    MEDIUM(2),
    HIGH(3);

    private final int rank;

    NotificationPriority(int rank) {
        this.rank = rank;
    }

    /** Its place in the order of priority, from 1: the highest comes first. */
    public int rank() {
        return rank;
    }
}
