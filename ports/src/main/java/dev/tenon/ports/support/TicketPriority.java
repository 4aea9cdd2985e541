package dev.tenon.ports.support;

/** How urgent a ticket is. Whose plan has the feature {@value #FEATURE} begins with {@link #HIGH}, everybody else with {@link #MEDIUM}. */
public enum TicketPriority {
    LOW,
    MEDIUM,
    HIGH;

    /** The feature of plans with which tickets are answered before others. */
    public static final String FEATURE = "priority-support";
}
