package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names an upload that goes on until all its bytes came: a version-7 UUID (RFC 9562). */
public record UploadId(UUID value) implements Id {

    public UploadId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<UploadId> parse(String text) {
        return Id.parse(text).map(UploadId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
