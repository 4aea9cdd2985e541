package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a segment of feature flags: a version-7 UUID (RFC 9562). */
public record FlagSegmentId(UUID value) implements Id {

    public FlagSegmentId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<FlagSegmentId> parse(String text) {
        return Id.parse(text).map(FlagSegmentId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
