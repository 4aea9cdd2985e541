package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a role: a version-7 UUID (RFC 9562). */
public record RoleId(UUID value) implements Id {

    public RoleId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<RoleId> parse(String text) {
        return Id.parse(text).map(RoleId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
