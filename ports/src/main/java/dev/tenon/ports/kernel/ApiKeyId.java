package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names an API key: a version-7 UUID (RFC 9562). */
public record ApiKeyId(UUID value) implements Id {

    public ApiKeyId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<ApiKeyId> parse(String text) {
        return Id.parse(text).map(ApiKeyId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
