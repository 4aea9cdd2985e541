package dev.tenon.cli.invoices;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.NewFile;
import dev.tenon.cli.Paging;
import dev.tenon.cli.payments.PaymentsCommand;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.invoices.CreditBalance;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFile;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceFormat;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.NewCreditNote;
import dev.tenon.ports.invoices.NewInvoice;
import dev.tenon.ports.invoices.NewInvoiceLine;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubscriptionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon invoices}. */
@Command(
        name = "invoices",
        description = "What is charged for, and what was taken back of it.",
        footer = {
            "",
            "Examples:",
            "  tenon invoices list --status pending",
            "  tenon invoices draft 01920000-0000-7000-8000-000000000000 --line \"2 x 50.00 EUR Setting up\"",
            "  tenon invoices download 01920000-0000-7000-8000-000000000001 --format pdf"
        },
        subcommands = {
            InvoicesCommand.ListThem.class,
            InvoicesCommand.Show.class,
            InvoicesCommand.Draft.class,
            InvoicesCommand.Update.class,
            InvoicesCommand.Delete.class,
            InvoicesCommand.Finalize.class,
            InvoicesCommand.Withdraw.class,
            PaymentsCommand.Pay.class,
            InvoicesCommand.Uncollectible.class,
            InvoicesCommand.Credit.class,
            InvoicesCommand.CreditNotes.class,
            InvoicesCommand.Credits.class,
            InvoicesCommand.Download.class
        })
public final class InvoicesCommand {

    private static final String LINE =
            "An amount and a description, as in \"50.00 EUR Setting up\" or \"2 x 50.00 EUR Setting up\"; may be repeated.";

    /** {@code tenon invoices list}. */
    @Command(
            name = "list",
            description = "List invoices, newest first: everybody's, or a person's.",
            footer = {
                "",
                "Examples:",
                "  tenon invoices list --status pending",
                "  tenon invoices list --as ana@example.org -o json"
            })
    static final class ListThem extends ActingCommand {

        @Option(names = "--org", paramLabel = "ID", description = "Of this organization only.")
        private @Nullable String organization;

        @Option(names = "--subscription", paramLabel = "ID", description = "For this subscription only.")
        private @Nullable String subscription;

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                description = "In this status only: draft, pending, paid, failed, void, uncollectible, refunded.")
        private @Nullable InvoiceStatus status;

        @Option(names = "--from", paramLabel = "TIME", description = "Made then or later.")
        private @Nullable Instant from;

        @Option(names = "--to", paramLabel = "TIME", description = "Made before.")
        private @Nullable Instant to;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            OrganizationId of = Work.organizationId(organization);
            InvoiceFilter whose =
                    of != null ? InvoiceFilter.of(of) : actor.isTrusted() ? InvoiceFilter.all() : InvoiceFilter.mine();
            InvoiceFilter filter = whose.on(subscription == null ? null : subscriptionId(subscription))
                    .in(status)
                    .between(from, to);
            paging.print(
                    work.output(), page -> work.tenon().invoices().list(actor, filter, page), InvoiceFields.LISTED);
            return 0;
        }
    }

    /** {@code tenon invoices show}. */
    @Command(
            name = "show",
            description = "Show one invoice.",
            footer = {"", "Example:", "  tenon invoices show 01920000-0000-7000-8000-000000000000"})
    static final class Show extends InvoiceCommand {

        @Override
        protected int run(Work work, Actor actor, InvoiceId invoice) {
            work.output().one(work.tenon().invoices().get(actor, invoice), InvoiceFields.WHOLE);
            return 0;
        }
    }

    /** {@code tenon invoices draft}. */
    @Command(
            name = "draft",
            description = "Begin an invoice to whoever has the subscription.",
            footer = {
                "",
                "They do not see it before it is finalized.",
                "",
                "Example:",
                "  tenon invoices draft 01920000-0000-7000-8000-000000000000 --line \"50.00 EUR Setting up\" --line \"-5.00 EUR Rebate\""
            })
    static final class Draft extends ActingCommand {

        @Parameters(index = "0", paramLabel = "SUBSCRIPTION", description = "The subscription's id.")
        private String subscription = "";

        @Option(names = "--line", paramLabel = "LINE", required = true, description = LINE)
        private List<String> lines = new ArrayList<>();

        @Override
        protected int run(Work work, Actor actor) {
            NewInvoice wanted = new NewInvoice(subscriptionId(subscription), lines(lines));
            work.output().one(work.tenon().invoices().draft(actor, wanted), InvoiceFields.WHOLE);
            return 0;
        }
    }

    /** {@code tenon invoices update}. */
    @Command(
            name = "update",
            description = "Put other lines into a draft: all of them.",
            footer = {
                "",
                "Example:",
                "  tenon invoices update 01920000-0000-7000-8000-000000000000 --line \"2 x 50.00 EUR Setting up\""
            })
    static final class Update extends InvoiceCommand {

        @Option(names = "--line", paramLabel = "LINE", required = true, description = LINE)
        private List<String> lines = new ArrayList<>();

        @Override
        protected int run(Work work, Actor actor, InvoiceId invoice) {
            Invoice rewritten = work.tenon().invoices().rewrite(actor, invoice, lines(lines), Expected.any());
            work.output().one(rewritten, InvoiceFields.WHOLE);
            return 0;
        }
    }

    /** {@code tenon invoices delete}. */
    @Command(
            name = "delete",
            description = "Delete a draft.",
            footer = {"", "Example:", "  tenon invoices delete 01920000-0000-7000-8000-000000000000 --yes"})
    static final class Delete extends InvoiceCommand {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, InvoiceId invoice) {
            Invoice found = work.tenon().invoices().get(actor, invoice);
            work.terminal().confirm("Delete " + called(found) + "?", yes);
            work.tenon().invoices().delete(actor, invoice);
            work.output().say("It is gone.");
            return 0;
        }
    }

    /** {@code tenon invoices finalize}. */
    @Command(
            name = "finalize",
            description = "Finalize a draft: it gets its number, and a mail asks for what is to be paid.",
            footer = {"", "Example:", "  tenon invoices finalize 01920000-0000-7000-8000-000000000000"})
    static final class Finalize extends InvoiceCommand {

        @Override
        protected int run(Work work, Actor actor, InvoiceId invoice) {
            work.output().one(work.tenon().invoices().finalizeDraft(actor, invoice), InvoiceFields.WHOLE);
            return 0;
        }
    }

    /** {@code tenon invoices void}. */
    @Command(
            name = "void",
            description = "Void an invoice of which nothing was paid: nobody has to pay it then.",
            footer = {"", "Example:", "  tenon invoices void 01920000-0000-7000-8000-000000000000 --yes"})
    static final class Withdraw extends InvoiceCommand {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, InvoiceId invoice) {
            Invoice found = work.tenon().invoices().get(actor, invoice);
            work.terminal().confirm("Void " + called(found) + "?", yes);
            work.output().one(work.tenon().invoices().withdraw(actor, invoice), InvoiceFields.WHOLE);
            return 0;
        }
    }

    /** {@code tenon invoices uncollectible}. */
    @Command(
            name = "uncollectible",
            description = "Give an invoice up: nobody tries to collect it any more.",
            footer = {
                "",
                "What the plan says of a subscription that is not paid for happens then.",
                "",
                "Example:",
                "  tenon invoices uncollectible 01920000-0000-7000-8000-000000000000 --yes"
            })
    static final class Uncollectible extends InvoiceCommand {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, InvoiceId invoice) {
            Invoice found = work.tenon().invoices().get(actor, invoice);
            work.terminal().confirm("Give " + called(found) + " up?", yes);
            work.output().one(work.tenon().invoices().giveUp(actor, invoice), InvoiceFields.WHOLE);
            return 0;
        }
    }

    /** {@code tenon invoices credit}. */
    @Command(
            name = "credit",
            description = "Take back a part of an invoice, or the whole.",
            footer = {
                "",
                "First what is still to be paid; the rest becomes a credit for the next invoices.",
                "",
                "Examples:",
                "  tenon invoices credit 01920000-0000-7000-8000-000000000000 --amount \"10.00 EUR\" --reason \"Delivered late\"",
                "  tenon invoices credit 01920000-0000-7000-8000-000000000000"
            })
    static final class Credit extends InvoiceCommand {

        @Option(
                names = "--amount",
                paramLabel = "AMOUNT",
                description = "With tax, as in \"10.00 EUR\" (default: all that is left of it).")
        private @Nullable String amount;

        @Option(names = "--reason", paramLabel = "TEXT", description = "What the note says about it.")
        private @Nullable String reason;

        @Override
        protected int run(Work work, Actor actor, InvoiceId invoice) {
            NewCreditNote wanted = new NewCreditNote(amount == null ? null : InvoiceFields.money(amount), reason);
            work.output().one(work.tenon().invoices().credit(actor, invoice, wanted), InvoiceFields.NOTE);
            return 0;
        }
    }

    /** {@code tenon invoices credits}. */
    @Command(
            name = "credits",
            description = "Show what a person, or an organization, has as a credit, and on which invoices it is kept.",
            footer = {
                "",
                "It pays for the next invoices.",
                "",
                "Examples:",
                "  tenon invoices credits --as ana@example.org",
                "  tenon invoices credits --org 01920000-0000-7000-8000-000000000000"
            })
    static final class Credits extends ActingCommand {

        @Option(names = "--org", paramLabel = "ID", description = "Of this organization instead of the person.")
        private @Nullable String organization;

        @Override
        protected int run(Work work, Actor actor) {
            List<CreditBalance> credits = work.tenon().invoices().credits(actor, Work.organizationId(organization));
            work.output().many(credits.iterator(), InvoiceFields.CREDIT);
            return 0;
        }
    }

    /** {@code tenon invoices credit-notes}. */
    @Command(
            name = "credit-notes",
            description = "List the credit notes of an invoice.",
            footer = {"", "Example:", "  tenon invoices credit-notes 01920000-0000-7000-8000-000000000000"})
    static final class CreditNotes extends InvoiceCommand {

        @Override
        protected int run(Work work, Actor actor, InvoiceId invoice) {
            List<CreditNote> notes = work.tenon().invoices().creditNotes(actor, invoice);
            work.output().many(notes.iterator(), InvoiceFields.NOTE);
            return 0;
        }
    }

    /** {@code tenon invoices download}. */
    @Command(
            name = "download",
            description = "Save an invoice, or one of its credit notes, as people read it.",
            footer = {
                "",
                "Examples:",
                "  tenon invoices download 01920000-0000-7000-8000-000000000000",
                "  tenon invoices download 01920000-0000-7000-8000-000000000000 --format html --to - | less"
            })
    static final class Download extends InvoiceCommand {

        private static final String STANDARD_STREAM = "-";

        @Option(names = "--format", paramLabel = "pdf|html", description = "In which form (default: pdf).")
        private InvoiceFormat format = InvoiceFormat.PDF;

        @Option(names = "--note", paramLabel = "ID", description = "This credit note of it instead.")
        private @Nullable String note;

        @Option(
                names = "--to",
                paramLabel = "FILE",
                description = "The file, or the folder for it; - is standard output (default: its number).")
        private @Nullable String target;

        @Override
        protected int run(Work work, Actor actor, InvoiceId invoice) throws IOException {
            InvoiceFile file = note == null
                    ? work.tenon().invoices().file(actor, invoice, format)
                    : work.tenon().invoices().creditNoteFile(actor, invoice, noteId(note), format);
            if (STANDARD_STREAM.equals(target)) {
                work.output().bytes().write(file.bytes());
                work.output().bytes().flush();
                return 0;
            }
            Path named = Path.of(target == null ? "" : target).toAbsolutePath().normalize();
            Path where = target == null || Files.isDirectory(named) ? named.resolve(file.name()) : named;
            NewFile.write(where, out -> out.write(file.bytes()));
            work.output().say("Saved " + where + ".");
            return 0;
        }
    }

    private static List<NewInvoiceLine> lines(List<String> lines) {
        return lines.stream().map(InvoiceFields::line).toList();
    }

    private static SubscriptionId subscriptionId(String text) {
        return SubscriptionId.parse(text).orElseThrow(SubscriptionRefusal.NOT_FOUND::refusal);
    }

    private static CreditNoteId noteId(String text) {
        return CreditNoteId.parse(text).orElseThrow(InvoiceRefusal.CREDIT_NOTE_NOT_FOUND::refusal);
    }
}
