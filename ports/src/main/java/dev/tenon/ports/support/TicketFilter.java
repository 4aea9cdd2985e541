package dev.tenon.ports.support;

import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets to list; {@code null} leaves a condition out.
 *
 * @param userId who asked
 * @param assigneeId who of the staff has them
 * @param unassigned whether to list only those that nobody has
 * @param q a number as {@code 42} or {@code #42}, or words that all stand in the subject, in the description or in one of the
 *     messages that the caller may see
 */
public record TicketFilter(
        @Nullable TicketStatus status,
        @Nullable TicketPriority priority,
        @Nullable UserId userId,
        @Nullable UserId assigneeId,
        boolean unassigned,
        @Nullable String q) {

    /** Every ticket. */
    public static TicketFilter all() {
        return new TicketFilter(null, null, null, null, false, null);
    }

    /** The same in this status only. */
    public TicketFilter in(@Nullable TicketStatus only) {
        return new TicketFilter(only, priority, userId, assigneeId, unassigned, q);
    }

    /** The same of this priority only. */
    public TicketFilter of(@Nullable TicketPriority only) {
        return new TicketFilter(status, only, userId, assigneeId, unassigned, q);
    }

    /** The same by this person only. */
    public TicketFilter by(@Nullable UserId only) {
        return new TicketFilter(status, priority, only, assigneeId, unassigned, q);
    }

    /** The same of this assignee only. */
    public TicketFilter assignedTo(@Nullable UserId only) {
        return new TicketFilter(status, priority, userId, only, unassigned, q);
    }

    /** The same that nobody has. */
    public TicketFilter withoutAssignee() {
        return new TicketFilter(status, priority, userId, assigneeId, true, q);
    }

    /** The same in which these words stand. */
    public TicketFilter about(@Nullable String words) {
        return new TicketFilter(status, priority, userId, assigneeId, unassigned, words);
    }

    /** The number that is looked for; {@code null} if words are. */
    public @Nullable Long number() {
        String digits = q == null ? "" : q.strip().replaceFirst("^#", "");
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= 18
                && digits.chars().allMatch(each -> each >= '0' && each <= '9');
        return isNumber ? Long.valueOf(digits) : null;
    }
}
