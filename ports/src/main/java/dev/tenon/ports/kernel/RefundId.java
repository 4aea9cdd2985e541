package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names money that goes back: a version-7 UUID (RFC 9562). */
public record RefundId(UUID value) implements Id {

    public RefundId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<RefundId> parse(String text) {
        return Id.parse(text).map(RefundId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
