package dev.tenon.ports.support;

import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.TicketMessageId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a ticket, or a note among the staff.
 *
 * @param authorId who wrote it; {@code null} if it was no person, or one who was erased. The person who asked is not told who of the
 *     staff it was
 * @param fromStaff whether it is an answer, and not from the person who asked
 * @param internal whether it is a note, which only the staff sees
 * @param body 1 to {@value SupportTicket#LONGEST_TEXT} bytes of UTF-8
 * @param attachments the documents that came with it and are still there
 */
public record TicketMessage(
        TicketMessageId id,
        TicketId ticketId,
        @Nullable UserId authorId,
        boolean fromStaff,
        boolean internal,
        String body,
        Instant createdAt,
        List<TicketAttachment> attachments) {

    public TicketMessage {
        attachments = List.copyOf(attachments);
    }

    /** Its place in a list, oldest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }

    /** The same with what came with it. */
    public TicketMessage with(List<TicketAttachment> came) {
        return new TicketMessage(id, ticketId, authorId, fromStaff, internal, body, createdAt, came);
    }

    /** As the person who asked sees it. */
    public TicketMessage asSeenByPerson() {
        return fromStaff ? new TicketMessage(id, ticketId, null, true, internal, body, createdAt, attachments) : this;
    }
}
