package dev.tenon.cli.organizations;

import dev.tenon.cli.Field;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationRefusal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How commands name and print invitations. */
final class InvitationFields {

    /** For those who run the organization. */
    static final List<Field<Invitation>> SENT = about(
            Field.shown("email", "Address", Invitation::email),
            Field.scripted("organizationName", Invitation::organizationName));

    /** For those who are invited. */
    static final List<Field<Invitation>> RECEIVED = about(
            Field.shown("organizationName", "Organization", Invitation::organizationName),
            Field.scripted("email", Invitation::email));

    private InvitationFields() {}

    /** All fields, of which these two tell it apart from others, and need not be shown. */
    private static List<Field<Invitation>> about(Field<Invitation> telling, Field<Invitation> other) {
        return Stream.of(
                        Field.shown("id", "Id", Invitation::id),
                        telling,
                        Field.<Invitation>shown(
                                "role", "Role", invitation -> invitation.role().word()),
                        Field.<Invitation>shown("status", "Status", InvitationFields::status),
                        Field.shown("sentAt", "Sent", Invitation::sentAt),
                        Field.shown("expiresAt", "Expires", Invitation::expiresAt),
                        Field.scripted("organizationId", Invitation::organizationId),
                        other,
                        Field.scripted("invitedBy", Invitation::invitedBy),
                        Field.scripted("createdAt", Invitation::createdAt),
                        Field.scripted("acceptedBy", Invitation::acceptedBy),
                        Field.scripted("acceptedAt", Invitation::acceptedAt))
                .toList();
    }

    static InvitationId id(String text) {
        return InvitationId.parse(text).orElseThrow(InvitationRefusal.NOT_FOUND::refusal);
    }

    private static String status(Invitation invitation) {
        return invitation.status().name().toLowerCase(Locale.ROOT);
    }
}
