package dev.tenon.cli.organizations;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewInvitation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon orgs invite}. */
@Command(
        name = "invite",
        description = "Invite an address to an organization, with or without an account.",
        footer = {
            "",
            "The address gets a mail with a link that works for seven days.",
            "",
            "Examples:",
            "  tenon orgs invite 01a2038e-7f00-7a01-8b00-1c2d3e4f5a6b ben@example.org",
            "  tenon orgs invite 01a2038e-7f00-7a01-8b00-1c2d3e4f5a6b ben@example.org --role admin --as ana@example.org"
        })
final class InviteCommand extends ActingCommand {

    @Parameters(index = "0", paramLabel = "ORGANIZATION", description = "The organization's id.")
    private String organization = "";

    @Parameters(index = "1", paramLabel = "EMAIL", description = "The address.")
    private String email = "";

    @Option(names = "--role", paramLabel = "owner|admin|member", description = "As what (default: member).")
    private MemberRole role = MemberRole.MEMBER;

    @Override
    protected int run(Work work, Actor actor) {
        Invitation invitation = work.tenon()
                .invitations()
                .invite(actor, InvitationsOfOrganization.organization(organization), new NewInvitation(email, role));
        work.output().one(invitation, InvitationFields.SENT);
        return 0;
    }
}
