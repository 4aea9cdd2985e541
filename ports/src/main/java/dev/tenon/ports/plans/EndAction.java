package dev.tenon.ports.plans;

/** What becomes of a subscription that nobody pays for. */
public enum EndAction {
    /** It ends. Who comes back starts a new one. */
    CANCEL,
    /** It rests, and goes on when somebody pays. */
    PAUSE
}
