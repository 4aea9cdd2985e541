package dev.tenon.cli.signin;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.SessionRefusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon sessions}. */
@Command(
        name = "sessions",
        description = "Where people are signed in.",
        footer = {
            "",
            "Examples:",
            "  tenon sessions list --as ana@example.org",
            "  tenon sessions end-all --as ana@example.org"
        },
        subcommands = {SessionsCommand.ListOwn.class, SessionsCommand.End.class, SessionsCommand.EndAll.class})
public final class SessionsCommand {

    /** {@code tenon sessions list}. */
    @Command(
            name = "list",
            description = "List a person's live sessions, newest first.",
            footer = {"", "Example:", "  tenon sessions list --as ana@example.org"})
    static final class ListOwn extends PersonalCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor person) {
            paging.print(work.output(), page -> work.tenon().sessions().list(person, page), Signins.FIELDS);
            return 0;
        }
    }

    /** {@code tenon sessions end}. */
    @Command(
            name = "end",
            description = "End one session; its token works no more.",
            footer = {"", "Example:", "  tenon sessions end 01920000-0000-7000-8000-000000000000 --yes"})
    static final class End extends ActingCommand {

        @Parameters(paramLabel = "ID", description = "The session's id, from a list.")
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            SessionId session = SessionId.parse(id).orElseThrow(SessionRefusal.NOT_FOUND::refusal);
            work.terminal().confirm("End session " + session + "?", yes);
            work.tenon().sessions().end(actor, session);
            work.output().say("The session has ended.");
            return 0;
        }
    }

    /** {@code tenon sessions end-all}. */
    @Command(
            name = "end-all",
            description = "End every session of a person.",
            footer = {"", "Example:", "  tenon sessions end-all --as ana@example.org --yes"})
    static final class EndAll extends PersonalCommand {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            work.terminal().confirm("End every session of this person?", yes);
            UserId userId = person.person().orElseThrow();
            int ended = work.tenon().sessions().endAll(person, userId);
            work.output().say(ended == 1 ? "1 session has ended." : ended + " sessions have ended.");
            return 0;
        }
    }
}
