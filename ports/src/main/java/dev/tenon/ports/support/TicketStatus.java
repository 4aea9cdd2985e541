package dev.tenon.ports.support;

/** How far a ticket is. */
public enum TicketStatus {
    /** Nobody has answered yet, or the person has asked again. */
    OPEN,
    /** The staff has answered or works on it. The table spells it {@code in progress}. */
    IN_PROGRESS,
    /** It is done. An answer of the person opens it again. */
    RESOLVED
}
