package dev.tenon.cli.organizations;

import dev.tenon.cli.Field;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationRefusal;
import java.util.List;
import java.util.Locale;

/** How commands name and print invitations. */
final class InvitationFields {

    /** For those who run the organization. */
    static final List<Field<Invitation>> SENT = List.of(
            Field.shown("id", "Id", Invitation::id),
            Field.shown("email", "Address", Invitation::email),
            Field.shown("role", "Role", invitation -> word(invitation.role())),
            Field.shown("status", "Status", invitation -> word(invitation.status())),
            Field.shown("sentAt", "Sent", Invitation::sentAt),
            Field.shown("expiresAt", "Expires", Invitation::expiresAt),
            Field.scripted("organizationId", Invitation::organizationId),
            Field.scripted("organizationName", Invitation::organizationName),
            Field.scripted("invitedBy", Invitation::invitedBy),
            Field.scripted("createdAt", Invitation::createdAt),
            Field.scripted("acceptedBy", Invitation::acceptedBy),
            Field.scripted("acceptedAt", Invitation::acceptedAt));

    /** For those who are invited. */
    static final List<Field<Invitation>> RECEIVED = List.of(
            Field.shown("id", "Id", Invitation::id),
            Field.shown("organizationName", "Organization", Invitation::organizationName),
            Field.shown("role", "Role", invitation -> word(invitation.role())),
            Field.shown("status", "Status", invitation -> word(invitation.status())),
            Field.shown("sentAt", "Sent", Invitation::sentAt),
            Field.shown("expiresAt", "Expires", Invitation::expiresAt),
            Field.scripted("organizationId", Invitation::organizationId),
            Field.scripted("email", Invitation::email),
            Field.scripted("invitedBy", Invitation::invitedBy),
            Field.scripted("createdAt", Invitation::createdAt),
            Field.scripted("acceptedBy", Invitation::acceptedBy),
            Field.scripted("acceptedAt", Invitation::acceptedAt));

    private InvitationFields() {}

    static InvitationId id(String text) {
        return InvitationId.parse(text).orElseThrow(InvitationRefusal.NOT_FOUND::refusal);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
