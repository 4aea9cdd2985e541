package dev.tenon.cli.organizations;

import dev.tenon.cli.Paging;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.SeenOrganization;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon orgs invitations}. */
@Command(
        name = "invitations",
        description = "Whom an organization has invited.",
        footer = {
            "",
            "Examples:",
            "  tenon orgs invitations list acme-bees --status pending",
            "  tenon orgs invitations resend acme-bees 01a2038e-7f00-7e10-8a00-5b6c7d8e9f01"
        },
        subcommands = {
            InvitationsOfOrganization.ListAll.class,
            InvitationsOfOrganization.Resend.class,
            InvitationsOfOrganization.Revoke.class
        })
final class InvitationsOfOrganization {

    /** {@code tenon orgs invitations list}. */
    @Command(
            name = "list",
            description = "List an organization's invitations, newest first.",
            footer = {"", "Example:", "  tenon orgs invitations list acme-bees"})
    static final class ListAll extends OrgCommand {

        @Option(
                names = "--status",
                paramLabel = "pending|accepted|declined|expired|revoked",
                description = "Only those.")
        private @Nullable InvitationStatus status;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor, SeenOrganization seen) {
            OrganizationId id = seen.organization().id();
            paging.print(
                    work.output(),
                    page -> work.tenon().invitations().list(actor, id, status, page),
                    InvitationFields.SENT);
            return 0;
        }
    }

    /** A command about one invitation of an organization. */
    abstract static class OfOne extends OrgCommand {

        @Parameters(index = "1", paramLabel = "ID", description = "The invitation's id, from the list.")
        private String id = "";

        abstract void run(Work work, Actor actor, OrganizationId organization, InvitationId id);

        @Override
        protected final int run(Work work, Actor actor, SeenOrganization seen) {
            run(work, actor, seen.organization().id(), InvitationFields.id(id));
            return 0;
        }
    }

    /** {@code tenon orgs invitations resend}. */
    @Command(
            name = "resend",
            description = "Mail an invitation once more, with a new link; the old one works no more.",
            footer = {"", "Example:", "  tenon orgs invitations resend acme-bees 01a2038e-7f00-7e10-8a00-5b6c7d8e9f01"})
    static final class Resend extends OfOne {

        @Override
        void run(Work work, Actor actor, OrganizationId organization, InvitationId id) {
            work.output().one(work.tenon().invitations().resend(actor, organization, id), InvitationFields.SENT);
        }
    }

    /** {@code tenon orgs invitations revoke}. */
    @Command(
            name = "revoke",
            description = "Take an invitation back: its link works no more.",
            footer = {
                "",
                "Example:",
                "  tenon orgs invitations revoke acme-bees 01a2038e-7f00-7e10-8a00-5b6c7d8e9f01 --yes"
            })
    static final class Revoke extends OfOne {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        void run(Work work, Actor actor, OrganizationId organization, InvitationId id) {
            work.terminal().confirm("Take the invitation " + id + " back?", yes);
            work.tenon().invitations().revoke(actor, organization, id);
            work.output().say("Its link works no more.");
        }
    }
}
