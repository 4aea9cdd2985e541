package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a link between an account here and one elsewhere: a version-7 UUID (RFC 9562). */
public record SocialLoginId(UUID value) implements Id {

    public SocialLoginId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<SocialLoginId> parse(String text) {
        return Id.parse(text).map(SocialLoginId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
