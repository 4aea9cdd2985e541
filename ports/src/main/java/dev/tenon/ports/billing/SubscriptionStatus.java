package dev.tenon.ports.billing;

/** Where a subscription stands. */
public enum SubscriptionStatus {
    /** Waits for its first payment. */
    INCOMPLETE,
    /** Tried for nothing. */
    TRIALING,
    /** Paid for, or free. */
    ACTIVE,
    /** Not paid for in time; still gives what its plan grants, until every try to collect is spent. */
    PAST_DUE,
    /** Rests: gives nothing, and costs nothing. */
    PAUSED,
    /** Ended by somebody, or because nobody paid. Final. */
    CANCELED,
    /** Ended by the clock. Final. */
    EXPIRED;

    /** Whether it is the subject's one live subscription; the others are final. */
    public boolean isLive() {
        return this != CANCELED && this != EXPIRED;
    }

    /**
     * Whether its plan counts, everywhere: what it grants can be used, and what it limits is limited so. What is past due counts while
     * payments are tried again. In the database {@code tenon_subscription_runs} says the same.
     */
    public boolean isRunning() {
        return this == TRIALING || this == ACTIVE || this == PAST_DUE;
    }
}
