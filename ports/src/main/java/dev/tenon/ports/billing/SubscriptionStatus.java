package dev.tenon.ports.billing;

/** Where a subscription stands. */
public enum SubscriptionStatus {
    INCOMPLETE,
    TRIALING,
    ACTIVE,
    PAST_DUE,
    PAUSED,
    CANCELED,
    EXPIRED;

    /** Whether it is the subject's one live subscription; the others are final. */
    public boolean isLive() {
        return this != CANCELED && this != EXPIRED;
    }

    /** Whether it gives what its plan adds: it is paid for, or on trial. */
    public boolean isPaidFor() {
        return this == TRIALING || this == ACTIVE;
    }
}
