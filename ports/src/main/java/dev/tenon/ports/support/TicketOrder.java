package dev.tenon.ports.support;

/** In which order tickets are listed. */
public enum TicketOrder {
    /** What was asked last comes first. */
    NEWEST,
    /** What was asked longest ago comes first. */
    OLDEST
}
