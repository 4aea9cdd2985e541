package dev.tenon.ports.notifications;

/**
 * How many notifications somebody has not read.
 *
 * @param count at most {@link #MOST}
 * @param hasMore whether there are more than that
 */
public record UnreadCount(int count, boolean hasMore) {

    /** How far is counted: nobody reads a larger number. */
    public static final int MOST = 1_000;
}
