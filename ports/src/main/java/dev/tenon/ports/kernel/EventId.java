package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names an event: the row of the audit trail that it tells of, or a test: a version-7 UUID (RFC 9562). */
public record EventId(UUID value) implements Id {

    public EventId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<EventId> parse(String text) {
        return Id.parse(text).map(EventId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
