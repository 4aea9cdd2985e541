package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names an entry of the usage log: a version-7 UUID (RFC 9562). */
public record UsageId(UUID value) implements Id {

    public UsageId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<UsageId> parse(String text) {
        return Id.parse(text).map(UsageId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
