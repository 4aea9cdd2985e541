package dev.tenon.cli.organizations;

import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.organizations.Invitation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon invitations}. */
@Command(
        name = "invitations",
        description = "What a person is invited to, and the answers.",
        footer = {
            "",
            "Who is invited to an organization is shown by \"tenon orgs invitations list\".",
            "",
            "Examples:",
            "  tenon invitations list --as ben@example.org",
            "  tenon invitations accept 01a2038e-7f00-7e10-8a00-5b6c7d8e9f01 --as ben@example.org"
        },
        subcommands = {
            InvitationsCommand.ListMine.class,
            InvitationsCommand.Accept.class,
            InvitationsCommand.Decline.class
        })
public final class InvitationsCommand {

    /** {@code tenon invitations list}. */
    @Command(
            name = "list",
            description = "List the invitations to a person's address that can be accepted, newest first.",
            footer = {"", "Example:", "  tenon invitations list --as ben@example.org"})
    static final class ListMine extends PersonalCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            paging.print(
                    work.output(), page -> work.tenon().invitations().mine(person, page), InvitationFields.RECEIVED);
            return 0;
        }
    }

    /** An answer to one invitation, named by its id or by the token of its mail. */
    abstract static class Answer extends PersonalCommand {

        @Parameters(paramLabel = "ID", arity = "0..1", description = "The invitation's id, from the list.")
        private @Nullable String id;

        @Option(names = "--token-stdin", description = "Read the token of the mail from standard input instead.")
        private boolean tokenFromInput;

        @Override
        protected final void check() {
            if ((id == null) != tokenFromInput) {
                throw new Stopped(Kind.MALFORMED, "Name the invitation by its id, or give --token-stdin.");
            }
        }

        @Override
        protected final int run(Work work, Actor person) {
            if (id == null) {
                byToken(work, person, work.terminal().secret("token", true));
            } else {
                byId(work, person, id);
            }
            return 0;
        }

        abstract void byToken(Work work, Actor person, String token);

        abstract void byId(Work work, Actor person, String id);
    }

    /** {@code tenon invitations accept}. */
    @Command(
            name = "accept",
            description = "Join the organization that a person is invited to.",
            footer = {
                "",
                "Examples:",
                "  tenon invitations accept 01a2038e-7f00-7e10-8a00-5b6c7d8e9f01 --as ben@example.org",
                "  tenon invitations accept --token-stdin --as ben@example.org < token.txt"
            })
    static final class Accept extends Answer {

        @Override
        void byToken(Work work, Actor person, String token) {
            print(work, work.tenon().invitations().accept(person, token));
        }

        @Override
        void byId(Work work, Actor person, String id) {
            print(work, work.tenon().invitations().accept(person, InvitationFields.id(id)));
        }

        private static void print(Work work, Invitation accepted) {
            work.output().one(accepted, InvitationFields.RECEIVED);
        }
    }

    /** {@code tenon invitations decline}. */
    @Command(
            name = "decline",
            description = "Say no to an invitation; whoever invited is told.",
            footer = {
                "",
                "Examples:",
                "  tenon invitations decline 01a2038e-7f00-7e10-8a00-5b6c7d8e9f01 --as ben@example.org",
                "  tenon invitations decline --token-stdin --as ben@example.org < token.txt"
            })
    static final class Decline extends Answer {

        @Override
        void byToken(Work work, Actor person, String token) {
            work.tenon().invitations().decline(person, token);
            work.output().say("It is declined.");
        }

        @Override
        void byId(Work work, Actor person, String id) {
            work.tenon().invitations().decline(person, InvitationFields.id(id));
            work.output().say("It is declined.");
        }
    }
}
