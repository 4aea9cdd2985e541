package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names an organization: a version-7 UUID (RFC 9562). */
public record OrganizationId(UUID value) implements SubjectId {

    public OrganizationId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<OrganizationId> parse(String text) {
        return Id.parse(text).map(OrganizationId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
