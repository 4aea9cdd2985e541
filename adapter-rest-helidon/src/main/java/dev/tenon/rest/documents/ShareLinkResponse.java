package dev.tenon.rest.documents;

import dev.tenon.ports.documents.ListedShareLink;
import dev.tenon.ports.documents.ShareLink;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A link as who may see it does: never with its token. */
record ShareLinkResponse(
        ShareLinkId id,
        UserId createdBy,
        String state,
        boolean isGuarded,
        @Nullable Instant expiresAt,
        @Nullable Integer maxDownloads,
        int downloads,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    static ShareLinkResponse from(ListedShareLink listed) {
        ShareLink link = listed.link();
        return new ShareLinkResponse(
                link.id(),
                link.createdBy(),
                Words.of(listed.state()),
                link.passwordHash() != null,
                link.expiresAt(),
                link.maxDownloads(),
                link.downloads(),
                link.createdAt(),
                link.lastUsedAt(),
                link.revokedAt());
    }
}
