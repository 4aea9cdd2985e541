package dev.tenon.ports.webhooks;

/** What has become of a delivery. */
public enum DeliveryStatus {
    /** Waits for its first try. */
    PENDING,
    /** A try failed; there will be another one. */
    FAILED,
    /** The receiver answered with a status from 200 to 299. */
    DELIVERED,
    /** Given up; kept, and tried again if somebody asks for it. */
    DEAD;

    /** Whether it will be tried by itself. */
    public boolean isOpen() {
        return this == PENDING || this == FAILED;
    }
}
