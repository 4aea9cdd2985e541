package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a message of a support ticket: a version-7 UUID (RFC 9562). */
public record TicketMessageId(UUID value) implements Id {

    public TicketMessageId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<TicketMessageId> parse(String text) {
        return Id.parse(text).map(TicketMessageId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
