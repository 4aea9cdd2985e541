package dev.tenon.ports.support;

import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a ticket; {@code null} leaves a thing alone.
 *
 * @param assigneeId somebody who may answer tickets; to {@code null}: nobody
 */
public record TicketPatch(
        @Nullable TicketStatus status,
        @Nullable TicketPriority priority,
        Patched<UserId> assigneeId,
        @Nullable String subject) {

    /** Another status, and nothing else. */
    public static TicketPatch to(TicketStatus status) {
        return new TicketPatch(status, null, Patched.absent(), null);
    }

    /** Another assignee, and nothing else; {@code null} for nobody. */
    public static TicketPatch assigned(@Nullable UserId assignee) {
        return new TicketPatch(null, null, Patched.to(assignee), null);
    }

    /** Whether it changes what only the staff decides. */
    public boolean isOfStaff() {
        return priority != null || assigneeId.present() || subject != null || status == TicketStatus.IN_PROGRESS;
    }
}
