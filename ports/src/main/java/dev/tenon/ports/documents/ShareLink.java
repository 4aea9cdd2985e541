package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link with which somebody without an account may download a document.
 *
 * @param createdBy who made it: it opens what they may read, as long as they may
 * @param parentId by which share they may themselves: when that ends, this does; {@code null} if they own the document
 * @param passwordHash of the password that it asks for; {@code null} without one
 * @param expiresAt until when, no later than the share that it rests on; {@code null} for no end
 * @param maxDownloads how often; {@code null} for no limit
 * @param downloads how often until now
 * @param lastUsedAt when it was last downloaded by; {@code null} if never
 * @param revokedAt when it was taken back; {@code null} unless it was
 */
public record ShareLink(
        ShareLinkId id,
        DocumentId documentId,
        UserId createdBy,
        @Nullable ShareId parentId,
        @Nullable String passwordHash,
        @Nullable Instant expiresAt,
        @Nullable Integer maxDownloads,
        int downloads,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    /** Whether a link works, or why it does not. */
    public enum State {
        ACTIVE,
        EXPIRED,
        /** It was downloaded by as often as it may be. */
        EXHAUSTED,
        REVOKED
    }

    /** Its place in a list, the newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }

    /** Whether it works. */
    public State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            return State.EXPIRED;
        }
        return maxDownloads != null && downloads >= maxDownloads ? State.EXHAUSTED : State.ACTIVE;
    }

    /** How often it may still be downloaded by; {@code null} for no limit. */
    public @Nullable Integer downloadsLeft() {
        return maxDownloads == null ? null : Math.max(0, maxDownloads - downloads);
    }
}
