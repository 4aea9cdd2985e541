package dev.tenon.cli.organizations;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewInvitation;
import dev.tenon.ports.organizations.SeenOrganization;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon orgs invite}. */
@Command(
        name = "invite",
        description = "Invite an address to an organization, with or without an account.",
        footer = {
            "",
            "The address gets a mail with a link that works for seven days, or as TENON_INVITATION_DAYS says.",
            "",
            "Examples:",
            "  tenon orgs invite acme-bees ben@example.org",
            "  tenon orgs invite acme-bees ben@example.org --role admin --as ana@example.org"
        })
final class InviteCommand extends OrgCommand {

    @Parameters(index = "1", paramLabel = "EMAIL", description = "The address.")
    private String email = "";

    @Option(names = "--role", paramLabel = "owner|admin|member", description = "As what (default: member).")
    private MemberRole role = MemberRole.MEMBER;

    @Override
    protected int run(Work work, Actor actor, SeenOrganization seen) {
        Invitation invitation =
                work.tenon().invitations().invite(actor, seen.organization().id(), new NewInvitation(email, role));
        work.output().one(invitation, InvitationFields.SENT);
        return 0;
    }
}
