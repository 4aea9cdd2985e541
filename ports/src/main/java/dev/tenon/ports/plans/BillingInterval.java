package dev.tenon.ports.plans;

/** How often a plan is paid for. */
public enum BillingInterval {
    MONTH,
    YEAR
}
