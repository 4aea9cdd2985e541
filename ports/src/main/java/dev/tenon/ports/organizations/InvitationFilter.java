package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which invitations to list; {@code null} leaves a condition out.
 *
 * @param organizationId into which organization
 * @param email to which address
 * @param status which of them
 * @param invitedBy made by whom
 */
public record InvitationFilter(
        @Nullable OrganizationId organizationId,
        @Nullable EmailAddress email,
        @Nullable InvitationStatus status,
        @Nullable UserId invitedBy) {

    /** An organization's invitations. */
    public static InvitationFilter of(OrganizationId organization) {
        return new InvitationFilter(organization, null, null, null);
    }

    /** Those to an address that can still be accepted. */
    public static InvitationFilter pendingFor(EmailAddress email) {
        return new InvitationFilter(null, email, InvitationStatus.PENDING, null);
    }

    /** Those of somebody that can still be accepted. */
    public static InvitationFilter pendingBy(UserId inviter) {
        return new InvitationFilter(null, null, InvitationStatus.PENDING, inviter);
    }

    /** The same, of these alone. */
    public InvitationFilter only(@Nullable InvitationStatus wanted) {
        return new InvitationFilter(organizationId, email, wanted, invitedBy);
    }
}
