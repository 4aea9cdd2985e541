package dev.tenon.ports.invoices;

/** What an invoice came from. */
public enum InvoiceKind {
    /** The first period of a subscription. */
    SUBSCRIPTION_CREATE,
    /** A further period. */
    SUBSCRIPTION_CYCLE,
    /** A change of plan within a period. */
    SUBSCRIPTION_UPDATE,
    /** Written by staff. */
    MANUAL
}
