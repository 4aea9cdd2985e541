package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a trial: a version-7 UUID (RFC 9562). */
public record TrialId(UUID value) implements Id {

    public TrialId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<TrialId> parse(String text) {
        return Id.parse(text).map(TrialId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
