package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names an exception to what a plan grants: a version-7 UUID (RFC 9562). */
public record OverrideId(UUID value) implements Id {

    public OverrideId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<OverrideId> parse(String text) {
        return Id.parse(text).map(OverrideId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
