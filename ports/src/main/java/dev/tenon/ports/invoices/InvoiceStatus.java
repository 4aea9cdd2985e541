package dev.tenon.ports.invoices;

/** Where an invoice stands. Only a draft changes in what it charges; a finalized one changes its status alone. */
public enum InvoiceStatus {
    /** Being written; has no number and can be deleted. */
    DRAFT,
    /** Finalized, and to be paid. */
    PENDING,
    /** Paid as a whole, or nothing was to be paid. */
    PAID,
    /** The last try to collect it was declined; it is tried again or paid otherwise. */
    FAILED,
    /** Withdrawn: nobody has to pay it. */
    VOID,
    /** Given up; it can still be paid. */
    UNCOLLECTIBLE,
    /** Paid, and given back as a whole. What was given back in part stays paid. */
    REFUNDED;

    /** Whether money is still asked for. */
    public boolean isOpen() {
        return this == PENDING || this == FAILED;
    }

    /** Whether a payment for it is taken. */
    public boolean isPayable() {
        return isOpen() || this == UNCOLLECTIBLE;
    }
}
