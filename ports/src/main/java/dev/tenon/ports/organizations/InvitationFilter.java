package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * Which invitations to list; {@code null} leaves a condition out.
 *
 * @param organizationId into which organization
 * @param email to which address
 * @param status which of them
 */
public record InvitationFilter(
        @Nullable OrganizationId organizationId,
        @Nullable EmailAddress email,
        @Nullable InvitationStatus status) {

    /** An organization's invitations. */
    public static InvitationFilter of(OrganizationId organization) {
        return new InvitationFilter(organization, null, null);
    }

    /** Those to an address that can still be accepted. */
    public static InvitationFilter pendingFor(EmailAddress email) {
        return new InvitationFilter(null, email, InvitationStatus.PENDING);
    }

    /** The same, of these alone. */
    public InvitationFilter only(@Nullable InvitationStatus wanted) {
        return new InvitationFilter(organizationId, email, wanted);
    }
}
