package dev.tenon.ports.billing;

/** What a change makes of recurring revenue, in the books of one currency. */
public enum SubscriptionChangeKind {
    /** Somebody pays for the first time in this currency. */
    NEW,
    /** A subscription brings more. */
    EXPANSION,
    /** A subscription brings less, and not nothing. */
    CONTRACTION,
    /** A subscription brings nothing any more: it ended, rests, is free or is paid in another currency. */
    CHURNED,
    /** Somebody pays again who had stopped to. */
    REACTIVATED;

    /** By how many this changes the number of subscriptions that bring something. */
    public int subscribers() {
        return switch (this) {
            case NEW, REACTIVATED -> 1;
            case CHURNED -> -1;
            case EXPANSION, CONTRACTION -> 0;
        };
    }
}
