package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who belongs to an organization.
 *
 * @param userName what the person is called; {@code null} if the account has no name
 * @param email the account's address; {@code null} for readers who are not told
 * @param notificationsEnabled whether the person is notified of what happens in the organization; {@code null} for readers who
 *     are not told
 * @param revision rises with every change; an adapter's ETag
 */
public record Member(
        OrganizationId organizationId,
        UserId userId,
        @Nullable String userName,
        @Nullable EmailAddress email,
        MemberRole role,
        @Nullable Boolean notificationsEnabled,
        Instant joinedAt,
        long revision) {

    /** The member's place in the list, longest-standing first. */
    public Position position() {
        return new Position(joinedAt, userId.value());
    }

    /** The same member, for who only works beside them. */
    public Member withoutContact() {
        return new Member(organizationId, userId, userName, null, role, null, joinedAt, revision);
    }
}
