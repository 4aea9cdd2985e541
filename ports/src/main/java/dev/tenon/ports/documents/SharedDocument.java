package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document as the person sees it with whom it is shared.
 *
 * @param right the strongest of what is shared with the person, and with organizations that the person belongs to
 * @param sharedBy who granted that; {@code null} after an erasure
 * @param expiresAt when that ends; {@code null} for no end
 */
public record SharedDocument(
        Document document,
        DocumentRight right,
        @Nullable UserId sharedBy,
        Instant sharedAt,
        @Nullable Instant expiresAt) {

    /** Its place in the list, what was shared last first. */
    public Position position() {
        return new Position(sharedAt, document.id().value());
    }
}
