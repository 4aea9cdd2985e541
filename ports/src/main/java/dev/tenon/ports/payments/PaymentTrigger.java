package dev.tenon.ports.payments;

/** What a try to collect an invoice came from. */
public enum PaymentTrigger {
    /** It was due. */
    SCHEDULE,
    /** Whoever has to pay said so, and is there to confirm it. */
    PERSON,
    /** Somebody noted what came in by another way. */
    STAFF
}
