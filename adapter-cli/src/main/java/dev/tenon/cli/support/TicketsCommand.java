package dev.tenon.cli.support;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.cli.accounts.Users;
import dev.tenon.cli.support.TicketFields.Conversation;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.support.NewTicket;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.TicketFilter;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.TicketOrder;
import dev.tenon.ports.support.TicketPatch;
import dev.tenon.ports.support.TicketPriority;
import dev.tenon.ports.support.TicketStatus;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon tickets}. */
@Command(
        name = "tickets",
        description = "What people ask the support, and how it is answered.",
        footer = {
            "",
            "Examples:",
            "  tenon tickets list --status open --order oldest",
            "  tenon tickets reply 42 \"It is mended.\" --as sue@example.org",
            "  tenon tickets receive < mail.eml"
        },
        subcommands = {
            TicketsCommand.Create.class,
            TicketsCommand.ListAll.class,
            TicketsCommand.Show.class,
            TicketsCommand.Reply.class,
            TicketsCommand.Note.class,
            TicketsCommand.Assign.class,
            TicketsCommand.Update.class,
            TicketsCommand.Close.class,
            TicketsCommand.Reopen.class,
            TicketsCommand.Context.class,
            TicketsCommand.Receive.class,
            TicketsCommand.Report.class
        })
public final class TicketsCommand {

    /** {@code tenon tickets create}. */
    @Command(
            name = "create",
            description = "Ask the support, for a person.",
            footer = {
                "",
                "Example:",
                "  tenon tickets create \"The export does not open\" --description \"It says nothing.\" --as ana@example.org"
            })
    static final class Create extends PersonalCommand {

        @Parameters(paramLabel = "SUBJECT", description = "What it is about, in one line.")
        private String subject = "";

        @Option(names = "--description", paramLabel = "TEXT", description = "The question; - reads standard input.")
        private @Nullable String description;

        @Option(
                names = "--attach",
                paramLabel = "DOCUMENT",
                description = "The id of a document of the person's to come with it; may be repeated.")
        private List<String> attachments = new ArrayList<>();

        @Override
        protected int run(Work work, Actor person) throws IOException {
            String text = description == null ? null : Written.text(work, description);
            NewTicket wanted = new NewTicket(subject, text, Written.documents(attachments));
            work.output().one(work.tenon().tickets().create(person, wanted), TicketFields.TICKET);
            return 0;
        }
    }

    /** {@code tenon tickets list}. */
    @Command(
            name = "list",
            description = "List tickets: everybody's, or with --as what that person may see.",
            footer = {
                "",
                "Examples:",
                "  tenon tickets list --status open --unassigned --order oldest",
                "  tenon tickets list --words \"export opens\"",
                "  tenon tickets list --as ana@example.org"
            })
    static final class ListAll extends ActingCommand {

        @Option(names = "--status", paramLabel = "open|in_progress|resolved", description = "Only those.")
        private @Nullable TicketStatus status;

        @Option(names = "--priority", paramLabel = "low|medium|high", description = "Only those.")
        private @Nullable TicketPriority priority;

        @Option(
                names = "--user",
                paramLabel = "USER",
                description = "Only what this person asked (e-mail address or id).")
        private @Nullable String user;

        @Option(
                names = "--assignee",
                paramLabel = "USER",
                description = "Only what this person of the staff has (e-mail address or id).")
        private @Nullable String assignee;

        @Option(names = "--unassigned", description = "Only what nobody has.")
        private boolean unassigned;

        @Option(
                names = "--words",
                paramLabel = "WORDS",
                description = "Only those with this number, or with these words.")
        private @Nullable String words;

        @Option(
                names = "--order",
                paramLabel = "newest|oldest",
                defaultValue = "newest",
                description = "What was asked last comes first, or what was asked longest ago.")
        private TicketOrder order = TicketOrder.NEWEST;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            TicketFilter filter = new TicketFilter(
                    status, priority, person(work, actor, user), person(work, actor, assignee), unassigned, words);
            paging.print(
                    work.output(),
                    page -> work.tenon().tickets().list(actor, filter, order, page),
                    TicketFields.TICKET);
            return 0;
        }
    }

    private static @Nullable UserId person(Work work, Actor actor, @Nullable String name) {
        return name == null ? null : Users.named(work, actor, name).id();
    }

    /** {@code tenon tickets show}. */
    @Command(
            name = "show",
            description = "Show a ticket with its messages; notes among them to those who may see them.",
            footer = {"", "Example:", "  tenon tickets show 42"})
    static final class Show extends TicketCommand {

        @Override
        void run(Work work, Actor actor, SupportTicket seen) {
            SupportTickets tickets = work.tenon().tickets();
            List<TicketMessage> messages = new ArrayList<>();
            Position next = null;
            do {
                Page<TicketMessage> page =
                        tickets.messages(actor, seen.id(), new PageRequest(PageRequest.HIGHEST_LIMIT, next));
                messages.addAll(page.items());
                next = page.nextPosition();
            } while (next != null);
            Conversation whole = new Conversation(seen, tickets.attachments(actor, seen.id()), messages);
            work.output().one(whole, TicketFields.CONVERSATION);
            work.output().alsoTabled("Messages", messages.iterator(), TicketFields.MESSAGE);
        }
    }

    /** Adds something to a ticket. */
    abstract static class Adding extends TicketCommand {

        @Parameters(index = "1", paramLabel = "TEXT", description = "What to say; - reads standard input.")
        private String text = "";

        @Option(
                names = "--attach",
                paramLabel = "DOCUMENT",
                description = "The id of a document to come with it, which needs --as; may be repeated.")
        private List<String> attachments = new ArrayList<>();

        abstract boolean isNote();

        @Override
        final void run(Work work, Actor actor, SupportTicket seen) throws IOException {
            NewTicketMessage wanted =
                    new NewTicketMessage(Written.text(work, text), isNote(), Written.documents(attachments));
            work.output().one(work.tenon().tickets().answer(actor, seen.id(), wanted), TicketFields.MESSAGE);
        }
    }

    /** {@code tenon tickets reply}. */
    @Command(
            name = "reply",
            description = "Answer a ticket: as the staff, which goes out by mail, or as who asked.",
            footer = {
                "",
                "Examples:",
                "  tenon tickets reply 42 \"It is mended.\" --as sue@example.org",
                "  tenon tickets reply 42 - < answer.txt"
            })
    static final class Reply extends Adding {

        @Override
        boolean isNote() {
            return false;
        }
    }

    /** {@code tenon tickets note}. */
    @Command(
            name = "note",
            description = "Add a note to a ticket, which the staff alone sees.",
            footer = {"", "Example:", "  tenon tickets note 42 \"Third time this week.\" --as sue@example.org"})
    static final class Note extends Adding {

        @Override
        boolean isNote() {
            return true;
        }
    }

    private static void update(Work work, Actor actor, SupportTicket seen, TicketPatch patch) {
        work.output().one(work.tenon().tickets().update(actor, seen.id(), patch, Expected.any()), TicketFields.TICKET);
    }

    /** {@code tenon tickets assign}. */
    @Command(
            name = "assign",
            description = "Give a ticket to somebody of the staff, or take it from whoever has it.",
            footer = {"", "Examples:", "  tenon tickets assign 42 sue@example.org", "  tenon tickets assign 42 --nobody"
            })
    static final class Assign extends TicketCommand {

        @Parameters(index = "1", paramLabel = "USER", arity = "0..1", description = "To whom (e-mail address or id).")
        private @Nullable String user;

        @Option(names = "--nobody", description = "Take it from whoever has it.")
        private boolean nobody;

        @Override
        protected void check() {
            if ((user == null) != nobody) {
                throw new Stopped(Kind.MALFORMED, "Name somebody, or give --nobody.");
            }
        }

        @Override
        void run(Work work, Actor actor, SupportTicket seen) {
            update(work, actor, seen, TicketPatch.assigned(person(work, actor, user)));
        }
    }

    /** {@code tenon tickets update}. */
    @Command(
            name = "update",
            description = "Give a ticket another priority, status or subject.",
            footer = {"", "Example:", "  tenon tickets update 42 --priority high"})
    static final class Update extends TicketCommand {

        @Option(names = "--priority", paramLabel = "low|medium|high", description = "How urgent it is.")
        private @Nullable TicketPriority priority;

        @Option(names = "--status", paramLabel = "open|in_progress|resolved", description = "How far it is.")
        private @Nullable TicketStatus status;

        @Option(names = "--subject", paramLabel = "TEXT", description = "What it is about.")
        private @Nullable String subject;

        @Override
        protected void check() {
            if (priority == null && status == null && subject == null) {
                throw new Stopped(Kind.MALFORMED, "Give --priority, --status or --subject.");
            }
        }

        @Override
        void run(Work work, Actor actor, SupportTicket seen) {
            update(work, actor, seen, new TicketPatch(status, priority, Patched.absent(), subject));
        }
    }

    /** {@code tenon tickets close}. */
    @Command(
            name = "close",
            description = "Say that a ticket is resolved.",
            footer = {"", "Example:", "  tenon tickets close 42 --as sue@example.org"})
    static final class Close extends TicketCommand {

        @Override
        void run(Work work, Actor actor, SupportTicket seen) {
            update(work, actor, seen, TicketPatch.to(TicketStatus.RESOLVED));
        }
    }

    /** {@code tenon tickets reopen}. */
    @Command(
            name = "reopen",
            description = "Open a ticket again.",
            footer = {"", "Example:", "  tenon tickets reopen 42 --as ana@example.org"})
    static final class Reopen extends TicketCommand {

        @Override
        void run(Work work, Actor actor, SupportTicket seen) {
            update(work, actor, seen, TicketPatch.to(TicketStatus.OPEN));
        }
    }

    /** {@code tenon tickets context}. */
    @Command(
            name = "context",
            description = "Show what to know of who asked: plan, unpaid invoices, mails that failed.",
            footer = {"", "Example:", "  tenon tickets context 42 --as sue@example.org"})
    static final class Context extends TicketCommand {

        @Override
        void run(Work work, Actor actor, SupportTicket seen) {
            work.output().one(work.tenon().tickets().context(actor, seen.id()), TicketFields.CONTEXT);
        }
    }

    /** {@code tenon tickets receive}. */
    @Command(
            name = "receive",
            description = "Take a mail to the support from standard input, as a mail server hands it on.",
            footer = {
                "",
                "It is taken once, however often it comes. Who sent it is read from its From header: the mail server has to have checked it.",
                "",
                "Example:",
                "  tenon tickets receive < mail.eml"
            })
    static final class Receive extends ActingCommand {

        @Override
        protected int run(Work work, Actor actor) {
            work.output()
                    .one(work.tenon().tickets().receive(actor, work.terminal().input()), TicketFields.RECEIVED);
            return 0;
        }
    }

    /** {@code tenon tickets report}. */
    @Command(
            name = "report",
            description = "Tell how support did: what was asked and resolved, and how long people waited.",
            footer = {
                "",
                "Examples:",
                "  tenon tickets report",
                "  tenon tickets report --from 2026-11-01 --to 2026-12-01 -o json"
            })
    static final class Report extends ActingCommand {

        @Option(names = "--from", paramLabel = "DAY", description = "From this day of UTC on (default: 30 days).")
        private @Nullable String from;

        @Option(names = "--to", paramLabel = "DAY", description = "Before this day of UTC (default: tomorrow).")
        private @Nullable String to;

        @Override
        protected int run(Work work, Actor actor) {
            ReportFields.print(
                    work.output(), work.tenon().tickets().report(actor, day("--from", from), day("--to", to)));
            return 0;
        }

        private static @Nullable LocalDate day(String option, @Nullable String text) {
            try {
                return text == null ? null : LocalDate.parse(text);
            } catch (DateTimeParseException noDay) {
                throw new Stopped(Kind.MALFORMED, option + " takes a day, as 2026-11-22, not \"" + text + "\".");
            }
        }
    }
}
