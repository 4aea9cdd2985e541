package dev.tenon.ports.support;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.TicketMessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document that came with a ticket. It stays its owner's; while it is in the trash nobody sees it here.
 *
 * @param messageId with which message; {@code null} if it came with the ticket itself
 */
public record TicketAttachment(
        DocumentId documentId,
        @Nullable TicketMessageId messageId,
        String fileName,
        long fileSize,
        String mediaType,
        Instant attachedAt) {}
