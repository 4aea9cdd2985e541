package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.spi.NotificationStore.Reader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps notifications in one order in which they become visible, whatever the order of the commits that made them (tables
 * {@code notifications}, {@code notification_stream}).
 */
public interface NotificationStreamStore {

    /** A notification at its place in the stream, as its reader sees it. */
    record Streamed(long position, Notification notification) {}

    /**
     * Whom a place in the stream concerns.
     *
     * @param userId {@code null} if it is all members of the organization
     */
    record Placed(
            long position,
            @Nullable UserId userId,
            @Nullable OrganizationId organizationId) {}

    /** Whether some notification has no place yet. */
    boolean hasUnplaced();

    /**
     * Gives places to those that have none, in the order of their making, at most {@code limit}; none while somebody else is doing
     * so. A place becomes visible after all places before it, for who gives some holds a lock until the commit.
     *
     * @return how many got one
     */
    int place(int limit);

    /** The last place that was given; 0 before the first. */
    long lastPosition();

    /** Whom the places after this one concern, in their order, at most {@code limit}. */
    List<Placed> placedAfter(long position, int limit);

    /** What the reader sees of the places after this one, in their order, at most {@code limit}. */
    List<Streamed> after(Reader reader, long position, int limit);

    /** The organizations of which the person sees notifications. */
    Set<OrganizationId> audiencesOf(UserId person);
}
