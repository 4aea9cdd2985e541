package dev.tenon.ports.kernel;

import java.util.Optional;
import java.util.UUID;

/** A typed identifier: two ids of different things never compare equal and never take each other's place. */
public interface Id {

    /** The version-7 UUID. */
    UUID value();

    /** Refuses a UUID of another version: ids are ordered by the time of their making, and the indexes rely on it. */
    static void requireVersion7(UUID value) {
        if (value.version() != 7) {
            throw new IllegalArgumentException("An id is a version-7 UUID, not " + value);
        }
    }

    /** Reads the canonical 36-character form of a version-7 UUID; {@link UUID#fromString} alone takes shorter ones. */
    static Optional<UUID> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            UUID value = UUID.fromString(text);
            boolean canonical = value.version() == 7 && value.toString().equalsIgnoreCase(text);
            return canonical ? Optional.of(value) : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }
}
