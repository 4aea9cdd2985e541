package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** Names a notification: a version-7 UUID (RFC 9562). */
public record NotificationId(UUID value) implements Id {

    public NotificationId {
        Id.requireVersion7(value);
    }

    /** Reads the canonical text form; empty if it is not one, so that a caller can answer "no such thing". */
    public static Optional<NotificationId> parse(String text) {
        return Id.parse(text).map(NotificationId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
