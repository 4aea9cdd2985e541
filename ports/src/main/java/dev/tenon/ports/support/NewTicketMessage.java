package dev.tenon.ports.support;

import dev.tenon.ports.kernel.DocumentId;
import java.util.Set;

/**
 * What somebody adds to a ticket.
 *
 * @param internal whether it is a note among the staff
 * @param attachments documents that whoever writes may read, at most {@value #MOST_ATTACHMENTS}
 */
public record NewTicketMessage(String body, boolean internal, Set<DocumentId> attachments) {

    /** How many documents come with a message at most. */
    public static final int MOST_ATTACHMENTS = 10;

    public NewTicketMessage {
        attachments = Set.copyOf(attachments);
    }

    /** A message for everybody who sees the ticket. */
    public static NewTicketMessage of(String body) {
        return new NewTicketMessage(body, false, Set.of());
    }

    /** A note among the staff. */
    public static NewTicketMessage note(String body) {
        return new NewTicketMessage(body, true, Set.of());
    }
}
