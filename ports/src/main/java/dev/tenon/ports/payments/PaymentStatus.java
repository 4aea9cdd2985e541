package dev.tenon.ports.payments;

/** What became of a try to collect an invoice. */
public enum PaymentStatus {
    /** The gateway is asked, or was and nobody noted the answer: it is asked what became of it. */
    PENDING,
    /** Somebody has to confirm it, at the address that comes with it. */
    NEEDS_ACTION,
    /** The gateway gave no answer. It is asked again what became of it, and nothing is charged until it says. */
    UNKNOWN,
    /** The money came in. */
    SUCCEEDED,
    /** The same way of paying may work another time. */
    DECLINED_SOFTLY,
    /** It takes another way of paying. */
    DECLINED_HARD,
    /** The gateway did not do its work; nothing was charged. */
    FAILED;

    /** Whether nobody knows yet what becomes of it: until then nothing else is charged for the invoice. */
    public boolean isOpen() {
        return this == PENDING || this == NEEDS_ACTION || this == UNKNOWN;
    }

    /** Whether whoever has to pay could not or would not. */
    public boolean isDeclined() {
        return this == DECLINED_SOFTLY || this == DECLINED_HARD;
    }
}
