package dev.tenon.cli.payments;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.payments.NewReceipt;
import dev.tenon.ports.payments.NewRefund;
import dev.tenon.ports.payments.NewSettlement;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.Refund;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon payments}. */
@Command(
        name = "payments",
        description = "How invoices are paid, and what goes back.",
        footer = {
            "",
            "Examples:",
            "  tenon payments list 01920000-0000-7000-8000-000000000000",
            "  tenon payments note 01920000-0000-7000-8000-000000000000 --reference \"Statement 7, line 17\"",
            "  tenon payments refund 01920000-0000-7000-8000-000000000000 --amount \"9.00 USD\""
        },
        subcommands = {
            PaymentsCommand.ListAll.class,
            PaymentsCommand.Show.class,
            PaymentsCommand.Pay.class,
            PaymentsCommand.Note.class,
            PaymentsCommand.Check.class,
            PaymentsCommand.Settle.class,
            PaymentsCommand.GiveBack.class,
            PaymentsCommand.Refunds.class
        })
public final class PaymentsCommand {

    /** {@code tenon payments list}. */
    @Command(
            name = "list",
            description = "List the tries to collect an invoice, newest first.",
            footer = {"", "Example:", "  tenon payments list 01920000-0000-7000-8000-000000000000"})
    static final class ListAll extends ActingCommand {

        @Parameters(index = "0", paramLabel = "INVOICE", description = "The invoice's id.")
        private String invoice = "";

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            InvoiceId of = Till.invoice(invoice);
            paging.print(work.output(), page -> work.tenon().payments().list(actor, of, page), Till.PAYMENTS);
            return 0;
        }
    }

    /** {@code tenon payments show}. */
    @Command(
            name = "show",
            description = "Show one payment.",
            footer = {"", "Example:", "  tenon payments show 01920000-0000-7000-8000-000000000000"})
    static final class Show extends ActingCommand {

        @Parameters(index = "0", paramLabel = "PAYMENT", description = "The payment's id, from a list.")
        private String payment = "";

        @Override
        protected int run(Work work, Actor actor) {
            work.output().one(work.tenon().payments().get(actor, Till.payment(payment)), Till.PAYMENTS);
            return 0;
        }
    }

    /** {@code tenon payments pay}, and {@code tenon invoices pay}. */
    @Command(
            name = "pay",
            description = "Pay all that is due of an invoice now, as whoever has to.",
            footer = {
                "",
                "What became of it stands in the status; one that has to be confirmed says where.",
                "",
                "Example:",
                "  tenon payments pay 01920000-0000-7000-8000-000000000000 --as ana@example.org"
            })
    public static final class Pay extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "INVOICE", description = "The invoice's id.")
        private String invoice = "";

        @Option(names = "--with", paramLabel = "ID", description = "With this way of paying instead of the default.")
        private @Nullable String method;

        @Override
        protected int run(Work work, Actor person) {
            Payment payment = work.tenon()
                    .payments()
                    .pay(person, Till.invoice(invoice), method == null ? null : Till.method(method));
            work.output().one(payment, Till.PAYMENTS);
            return 0;
        }
    }

    /** {@code tenon payments note}. */
    @Command(
            name = "note",
            description = "Note what came in by another way, like a transfer between banks.",
            footer = {
                "",
                "Example:",
                "  tenon payments note 01920000-0000-7000-8000-000000000000 --reference \"Statement 7, line 17\""
            })
    static final class Note extends ActingCommand {

        @Parameters(index = "0", paramLabel = "INVOICE", description = "The invoice's id.")
        private String invoice = "";

        @Option(names = "--reference", paramLabel = "TEXT", required = true, description = "What tells it apart.")
        private String reference = "";

        @Option(
                names = "--amount",
                paramLabel = "\"12.50 EUR\"",
                description = "How much; all that is due if left out.")
        private @Nullable String amount;

        @Override
        protected int run(Work work, Actor actor) {
            NewReceipt receipt = new NewReceipt(reference, Till.money(amount));
            work.output().one(work.tenon().payments().note(actor, Till.invoice(invoice), receipt), Till.PAYMENTS);
            return 0;
        }
    }

    /** {@code tenon payments check}. */
    @Command(
            name = "check",
            description = "Ask the gateway what became of a payment.",
            footer = {"", "Example:", "  tenon payments check 01920000-0000-7000-8000-000000000000"})
    static final class Check extends ActingCommand {

        @Parameters(index = "0", paramLabel = "PAYMENT", description = "The payment's id, from a list.")
        private String payment = "";

        @Override
        protected int run(Work work, Actor actor) {
            PaymentId id = Till.payment(payment);
            work.output().one(work.tenon().payments().check(actor, id), Till.PAYMENTS);
            return 0;
        }
    }

    /** {@code tenon payments settle}. */
    @Command(
            name = "settle",
            description = "Say what became of a payment that its gateway was asked about for the last time in vain.",
            footer = {
                "",
                "Look with the gateway first. The invoice goes on; if the gateway tells later that the money came in after all, it",
                "counts, and what is too much goes back by itself.",
                "",
                "Examples:",
                "  tenon payments settle 01920000-0000-7000-8000-000000000000 --status failed --reason gone --yes",
                "  tenon payments settle 01920000-0000-7000-8000-000000000000 --status succeeded --reason seen --yes"
            })
    static final class Settle extends ActingCommand {

        /** What can have become of it. */
        enum Status {
            succeeded,
            failed
        }

        @Parameters(index = "0", paramLabel = "PAYMENT", description = "The payment's id.")
        private String payment = "";

        @Option(
                names = "--status",
                paramLabel = "STATUS",
                required = true,
                description = "Whether the money came in: ${COMPLETION-CANDIDATES}.")
        private Status status = Status.failed;

        @Option(names = "--reference", paramLabel = "TEXT", description = "The gateway's own name for it.")
        private @Nullable String reference;

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "How that is known.")
        private String reason = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            PaymentId id = Till.payment(payment);
            PaymentStatus found = status == Status.succeeded ? PaymentStatus.SUCCEEDED : PaymentStatus.FAILED;
            work.terminal().confirm("Note the payment as " + status + "?", yes);
            Payment settled = work.tenon().payments().settle(actor, id, new NewSettlement(found, reference, reason));
            work.output().one(settled, Till.PAYMENTS);
            return 0;
        }
    }

    /** {@code tenon payments refund}. */
    @Command(
            name = "refund",
            description = "Give money back, all of a payment or a part.",
            footer = {
                "",
                "What came in by transfer is sent back by hand; the command notes it.",
                "",
                "Examples:",
                "  tenon payments refund 01920000-0000-7000-8000-000000000000 --yes",
                "  tenon payments refund 01920000-0000-7000-8000-000000000000 --amount \"9.00 USD\" --note goodwill"
            })
    static final class GiveBack extends ActingCommand {

        @Parameters(index = "0", paramLabel = "INVOICE", description = "The invoice's id.")
        private String invoice = "";

        @Option(
                names = "--payment",
                paramLabel = "ID",
                description = "Out of this payment; otherwise of the newest that brought in enough.")
        private @Nullable String payment;

        @Option(
                names = "--amount",
                paramLabel = "\"12.50 EUR\"",
                description = "How much; all that can go back of the payment if left out.")
        private @Nullable String amount;

        @Option(names = "--note", paramLabel = "TEXT", description = "Why, for people.")
        private @Nullable String note;

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            NewRefund wanted = new NewRefund(payment == null ? null : Till.payment(payment), Till.money(amount), note);
            InvoiceId of = Till.invoice(invoice);
            work.terminal().confirm("Give back " + (amount == null ? "the payment" : amount) + "?", yes);
            Refund refund = work.tenon().payments().refund(actor, of, wanted);
            work.output().one(refund, Till.REFUNDS);
            return 0;
        }
    }

    /** {@code tenon payments refunds}. */
    @Command(
            name = "refunds",
            description = "List what went back of an invoice, newest first.",
            footer = {"", "Example:", "  tenon payments refunds 01920000-0000-7000-8000-000000000000"})
    static final class Refunds extends ActingCommand {

        @Parameters(index = "0", paramLabel = "INVOICE", description = "The invoice's id.")
        private String invoice = "";

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            InvoiceId of = Till.invoice(invoice);
            paging.print(work.output(), page -> work.tenon().payments().refunds(actor, of, page), Till.REFUNDS);
            return 0;
        }
    }
}
