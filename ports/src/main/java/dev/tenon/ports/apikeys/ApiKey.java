package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key with which a program asks in the name of a person or of an organization. The key itself is shown once and nowhere
 * stored.
 *
 * @param userId whose key it is; {@code null} for an organization's
 * @param organizationId whose key it is; {@code null} for a person's. It outlives whoever made it
 * @param createdBy who made it; {@code null} once that account is erased, and for whoever has none
 * @param name a label for people; {@code null} without one
 * @param start how the key begins, to tell keys apart
 * @param lastFour how the key ends
 * @param rotatedFrom the key that this one came in place of; {@code null} if it is the first
 * @param lastUsedAt when a request last came with it, a few seconds behind; {@code null} if none did
 * @param requestCount how many requests came with it, a few seconds behind
 * @param expiresAt when it stops working; {@code null} if it does not by itself
 * @param revokedAt when it was made to stop working, for good; {@code null} if it was not
 * @param revokedReason why, for people; {@code null} if nobody said
 */
public record ApiKey(
        ApiKeyId id,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        @Nullable UserId createdBy,
        @Nullable String name,
        KeyScopes scopes,
        String start,
        String lastFour,
        @Nullable ApiKeyId rotatedFrom,
        @Nullable Instant lastUsedAt,
        long requestCount,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedReason,
        long revision) {

    public ApiKey {
        if ((userId == null) == (organizationId == null)) {
            throw new IllegalArgumentException("A key belongs to a person or to an organization");
        }
    }

    /** Whether it was made to stop working. */
    public boolean isRevoked() {
        return revokedAt != null;
    }

    /** Whether its time is over. */
    public boolean hasExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether it works, as far as the key goes: its owner must be active, too. */
    public boolean isLiveAt(Instant now) {
        return !isRevoked() && !hasExpiredAt(now);
    }

    /** The key's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
