package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a link to a document: a version-7 UUID (RFC 9562). */
public record ShareLinkId(UUID value) implements Id {

    public ShareLinkId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<ShareLinkId> parse(String text) {
        return Id.parse(text).map(ShareLinkId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
