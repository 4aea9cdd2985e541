package dev.tenon.ports.support;

import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked. The methods that return another one say what becomes of it; none of them stores anything.
 *
 * @param number what people quote; without gaps, from 1
 * @param userId who asked
 * @param assigneeId who of the staff answers; {@code null} for nobody yet. The person who asked is not told
 * @param subject one line of at most {@value #LONGEST_SUBJECT} characters
 * @param description what was asked, at most {@value #LONGEST_TEXT} bytes; {@code null} if the subject says it all
 * @param firstResponseAt when the staff first answered the person; {@code null} if it never did
 * @param resolvedAt since when it is done; {@code null} unless it is
 * @param revision rises with every change; an adapter's ETag
 */
public record SupportTicket(
        TicketId id,
        long number,
        UserId userId,
        @Nullable UserId assigneeId,
        String subject,
        @Nullable String description,
        TicketPriority priority,
        TicketStatus status,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant firstResponseAt,
        @Nullable Instant resolvedAt,
        long revision) {

    /** How many characters a subject has at most. */
    public static final int LONGEST_SUBJECT = 255;

    /** How many bytes of UTF-8 a description or a message has at most. */
    public static final int LONGEST_TEXT = 65_536;

    /** How people quote it: {@code #42}. */
    public String reference() {
        return "#" + number;
    }

    /** Its place in a list by age. */
    public Position position() {
        return new Position(createdAt, id.value());
    }

    /** Whether it is done. */
    public boolean isResolved() {
        return status == TicketStatus.RESOLVED;
    }

    /** As the person who asked sees it: not who of the staff has it. */
    public SupportTicket asSeenByPerson() {
        return with(null, subject, priority, status, firstResponseAt, resolvedAt);
    }

    /** In this status; {@code now} is since when it is done, if it is from now on. */
    public SupportTicket in(TicketStatus next, Instant now) {
        Instant done = next != TicketStatus.RESOLVED ? null : isResolved() ? resolvedAt : now;
        return with(assigneeId, subject, priority, next, firstResponseAt, done);
    }

    /** Answered by the staff: the first time counts, and what was open is in progress. */
    public SupportTicket answered(Instant now) {
        return with(
                assigneeId,
                subject,
                priority,
                status == TicketStatus.OPEN ? TicketStatus.IN_PROGRESS : status,
                firstResponseAt == null ? now : firstResponseAt,
                resolvedAt);
    }

    /** After a patch. */
    public SupportTicket patched(TicketPatch patch, Instant now) {
        SupportTicket described = with(
                patch.assigneeId().over(assigneeId),
                patch.subject() == null ? subject : patch.subject(),
                patch.priority() == null ? priority : patch.priority(),
                status,
                firstResponseAt,
                resolvedAt);
        return patch.status() == null ? described : described.in(patch.status(), now);
    }

    /** As a store leaves it that changed it at this instant. */
    public SupportTicket stored(Instant now) {
        return new SupportTicket(
                id,
                number,
                userId,
                assigneeId,
                subject,
                description,
                priority,
                status,
                createdAt,
                now,
                firstResponseAt,
                resolvedAt,
                revision + 1);
    }

    private SupportTicket with(
            @Nullable UserId newAssignee,
            String newSubject,
            TicketPriority newPriority,
            TicketStatus newStatus,
            @Nullable Instant newFirstResponse,
            @Nullable Instant newResolved) {
        return new SupportTicket(
                id,
                number,
                userId,
                newAssignee,
                newSubject,
                description,
                newPriority,
                newStatus,
                createdAt,
                updatedAt,
                newFirstResponse,
                newResolved,
                revision);
    }
}
