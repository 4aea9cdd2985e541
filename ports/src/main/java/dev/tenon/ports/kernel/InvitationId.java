package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names an invitation: a version-7 UUID (RFC 9562). */
public record InvitationId(UUID value) implements Id {

    public InvitationId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<InvitationId> parse(String text) {
        return Id.parse(text).map(InvitationId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
