package dev.tenon.ports.support;

import dev.tenon.ports.kernel.DocumentId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks.
 *
 * @param description {@code null} if the subject says it all
 * @param attachments documents that the person may read, at most {@value NewTicketMessage#MOST_ATTACHMENTS}
 */
public record NewTicket(String subject, @Nullable String description, Set<DocumentId> attachments) {

    public NewTicket {
        attachments = Set.copyOf(attachments);
    }
}
