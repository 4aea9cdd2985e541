package dev.tenon.ports.flags;

/** Why a flag is on or off for somebody. */
public enum FlagReason {
    /** On: a strategy lets the caller in. */
    STRATEGY,
    /** On: the flag has no strategies, so it is on for everyone. */
    EVERYONE,
    /** Off: no strategy lets the caller in. */
    NO_STRATEGY,
    /** Off: its switch is off. */
    SWITCHED_OFF,
    /** Off: it is not for this environment. */
    ENVIRONMENT,
    /** Off: it is too early or too late. */
    SCHEDULE,
    /** Off: another flag is not as it has to be. */
    DEPENDENCY,
    /** Off: there is no such flag. */
    UNKNOWN
}
