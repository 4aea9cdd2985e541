package dev.tenon.ports.billing;

/** When a change of plan takes effect. */
public enum ChangeTime {
    /** At once: what is left of the period is credited at the old price and charged at the new one. */
    NOW,
    /** At the end of the period, which is charged as it is. */
    PERIOD_END
}
