package dev.tenon.rest.support;

import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A ticket as who may see it does. */
record TicketResponse(
        TicketId id,
        long number,
        UserId userId,
        @Nullable UserId assigneeId,
        String subject,
        @Nullable String description,
        String priority,
        String status,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant firstResponseAt,
        @Nullable Instant resolvedAt) {

    static TicketResponse from(SupportTicket ticket) {
        return new TicketResponse(
                ticket.id(),
                ticket.number(),
                ticket.userId(),
                ticket.assigneeId(),
                ticket.subject(),
                ticket.description(),
                Words.of(ticket.priority()),
                Words.of(ticket.status()),
                ticket.createdAt(),
                ticket.updatedAt(),
                ticket.firstResponseAt(),
                ticket.resolvedAt());
    }

    /** The answer with a ticket, and its revision as entity tag. */
    static Answer answer(int status, SupportTicket ticket) {
        return Answer.json(status, from(ticket)).withRevision(ticket.revision());
    }
}
