package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.OrganizationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that is wanted.
 *
 * @param organizationId the organization that it shall belong to; {@code null} for the caller
 * @param name a label for people, one line of at most 255 characters; {@code null} without one
 * @param expiresAt when it shall stop working; {@code null} if it shall not by itself
 */
public record NewApiKey(
        @Nullable OrganizationId organizationId,
        @Nullable String name,
        KeyScopes scopes,
        @Nullable Instant expiresAt) {

    /** The most permissions that a key's scopes name. */
    public static final int MOST_SCOPES = 200;
}
