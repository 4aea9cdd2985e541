package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries; {@code null} leaves a condition out.
 *
 * @param userId whose; {@code null} for everyone's
 * @param organizationId for which organization
 * @param from inclusive
 * @param to exclusive
 */
public record UsageFilter(
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        @Nullable String action,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Everyone's. */
    public static UsageFilter all() {
        return new UsageFilter(null, null, null, null, null);
    }

    /** One person's. */
    public static UsageFilter of(UserId userId) {
        return new UsageFilter(userId, null, null, null, null);
    }

    /** The same within this time. */
    public UsageFilter between(@Nullable Instant start, @Nullable Instant end) {
        return new UsageFilter(userId, organizationId, action, start, end);
    }

    /** The same of this action. */
    public UsageFilter withAction(@Nullable String one) {
        return new UsageFilter(userId, organizationId, one, from, to);
    }
}
