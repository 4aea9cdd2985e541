package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a feature flag: a version-7 UUID (RFC 9562). */
public record FeatureFlagId(UUID value) implements Id {

    public FeatureFlagId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<FeatureFlagId> parse(String text) {
        return Id.parse(text).map(FeatureFlagId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
