package dev.tenon.ports.audit;

/** By what usage is summed up. */
public enum UsagePeriod {
    DAY,
    MONTH
}
