package dev.tenon.rest.support;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.support.TicketAttachment;
import java.time.Instant;

/** A document that came with a ticket. */
record TicketAttachmentResponse(
        DocumentId documentId, String fileName, long fileSize, String mediaType, Instant attachedAt) {

    static TicketAttachmentResponse from(TicketAttachment attachment) {
        return new TicketAttachmentResponse(
                attachment.documentId(),
                attachment.fileName(),
                attachment.fileSize(),
                attachment.mediaType(),
                attachment.attachedAt());
    }
}
