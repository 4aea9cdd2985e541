package dev.tenon.ports.payments;

/** What became of money that is to go back. */
public enum RefundStatus {
    /** The gateway is to be asked, or was and nobody noted the answer. It is asked until it answers, and gives back once. */
    PENDING,
    /** The money went back. */
    SUCCEEDED,
    /** The gateway does not give it back: it stays paid. */
    FAILED
}
