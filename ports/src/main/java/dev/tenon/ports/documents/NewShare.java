package dev.tenon.ports.documents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * With whom to share a document.
 *
 * @param right to read, or also to write
 * @param expiresAt until when; {@code null} for as long as whoever shares it may themselves
 */
public record NewShare(
        Grantee with, DocumentRight right, @Nullable Instant expiresAt) {

    public NewShare {
        if (right == DocumentRight.OWN) {
            throw new IllegalArgumentException("A document is shared to read or to write");
        }
    }
}
