package dev.tenon.rest.apikeys;

import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API key as clients see it.
 *
 * @param permissions the preset; {@code custom} for one that has {@code scopes}
 * @param scopes the permissions of a custom key
 */
record ApiKeyResponse(
        ApiKeyId id,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        @Nullable UserId createdBy,
        @Nullable String name,
        String permissions,
        List<String> scopes,
        String start,
        String lastFour,
        @Nullable ApiKeyId rotatedFrom,
        @Nullable Instant lastUsedAt,
        long requestCount,
        Instant createdAt,
        @Nullable Instant expiresAt,
        boolean isRevoked,
        @Nullable Instant revokedAt,
        @Nullable String revokedReason) {

    static ApiKeyResponse from(ApiKey key) {
        return new ApiKeyResponse(
                key.id(),
                key.userId(),
                key.organizationId(),
                key.createdBy(),
                key.name(),
                Words.of(key.scopes().preset()),
                key.scopes().permissions().stream().sorted().toList(),
                key.start(),
                key.lastFour(),
                key.rotatedFrom(),
                key.lastUsedAt(),
                key.requestCount(),
                key.createdAt(),
                key.expiresAt(),
                key.isRevoked(),
                key.revokedAt(),
                key.revokedReason());
    }
}
