package dev.tenon.ports.billing;

/** Why a subscription rests. */
public enum PauseReason {
    /** Staff paused it; staff resume it. */
    BY_HAND,
    /** A trial ended with nobody to pay, and the plan says to wait. */
    TRIAL_ENDED,
    /** Every try to collect an invoice is spent, and the plan says to wait. */
    UNPAID
}
