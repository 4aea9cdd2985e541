package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do with a document that is not theirs.
 *
 * @param with as whoever shared it named them
 * @param right to read, or also to write
 * @param grantedBy who shared it; {@code null} after an erasure
 * @param parentId by which share whoever shared it may themselves: when that ends, this does; {@code null} if they own it
 * @param expiresAt until when; {@code null} for no end
 */
public record Share(
        ShareId id,
        DocumentId documentId,
        Grantee with,
        DocumentRight right,
        @Nullable UserId grantedBy,
        @Nullable ShareId parentId,
        Instant sharedAt,
        @Nullable Instant expiresAt) {

    /** Its place in a list, the newest first. */
    public Position position() {
        return new Position(sharedAt, id.value());
    }

    /** Whether it still counts. */
    public boolean isLive(Instant now) {
        return expiresAt == null || expiresAt.isAfter(now);
    }
}
