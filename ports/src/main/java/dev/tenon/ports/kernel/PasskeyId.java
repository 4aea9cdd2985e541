package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a passkey: a version-7 UUID (RFC 9562). */
public record PasskeyId(UUID value) implements Id {

    public PasskeyId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<PasskeyId> parse(String text) {
        return Id.parse(text).map(PasskeyId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
