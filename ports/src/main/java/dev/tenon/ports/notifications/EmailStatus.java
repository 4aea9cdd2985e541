package dev.tenon.ports.notifications;

/** How far a mail has come. */
public enum EmailStatus {
    /** Waits for its time, or is on its way under a lease. */
    PENDING,
    SENT,
    /** The last try failed; there will be another. */
    FAILED,
    /** Given up after the last try; kept. */
    DEAD
}
