package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which keys to list; {@code null} leaves a condition out.
 *
 * @param userId whose; {@code null} together with {@code organizationId} for everyone's
 * @param organizationId whose
 * @param status which of them
 */
public record ApiKeyFilter(
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        @Nullable Status status) {

    /** What has become of a key. */
    public enum Status {
        LIVE,
        EXPIRED,
        REVOKED
    }

    /** A person's keys. */
    public static ApiKeyFilter of(UserId userId) {
        return new ApiKeyFilter(userId, null, null);
    }

    /** An organization's keys. */
    public static ApiKeyFilter of(OrganizationId organizationId) {
        return new ApiKeyFilter(null, organizationId, null);
    }

    /** The same, of these alone. */
    public ApiKeyFilter only(@Nullable Status wanted) {
        return new ApiKeyFilter(userId, organizationId, wanted);
    }
}
