package dev.tenon.rest.organizations;

import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invitation as clients see it; never its token. */
record InvitationResponse(
        InvitationId id,
        OrganizationId organizationId,
        String organizationName,
        String email,
        String role,
        String status,
        @Nullable UserId invitedBy,
        Instant createdAt,
        Instant sentAt,
        Instant expiresAt,
        @Nullable UserId acceptedBy,
        @Nullable Instant acceptedAt) {

    static InvitationResponse from(Invitation invitation) {
        return new InvitationResponse(
                invitation.id(),
                invitation.organizationId(),
                invitation.organizationName(),
                invitation.email().value(),
                Words.of(invitation.role()),
                Words.of(invitation.status()),
                invitation.invitedBy(),
                invitation.createdAt(),
                invitation.sentAt(),
                invitation.expiresAt(),
                invitation.acceptedBy(),
                invitation.acceptedAt());
    }
}
