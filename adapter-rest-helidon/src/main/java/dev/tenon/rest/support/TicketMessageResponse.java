package dev.tenon.rest.support;

import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.TicketMessageId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.support.TicketMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message or a note as who may see it does. */
record TicketMessageResponse(
        TicketMessageId id,
        TicketId ticketId,
        @Nullable UserId authorId,
        boolean isFromStaff,
        boolean isInternal,
        String body,
        Instant createdAt,
        List<TicketAttachmentResponse> attachments) {

    static TicketMessageResponse from(TicketMessage message) {
        return new TicketMessageResponse(
                message.id(),
                message.ticketId(),
                message.authorId(),
                message.fromStaff(),
                message.internal(),
                message.body(),
                message.createdAt(),
                message.attachments().stream()
                        .map(TicketAttachmentResponse::from)
                        .toList());
    }
}
