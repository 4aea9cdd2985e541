package dev.tenon.cli.payments;

import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.payments.NewPaymentMethod;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon payment-methods}. */
@Command(
        name = "payment-methods",
        description = "With what people and organizations pay.",
        footer = {
            "",
            "Examples:",
            "  tenon payment-methods list --as ana@example.org",
            "  tenon payment-methods add card-succeeds --gateway sandbox --as ana@example.org"
        },
        subcommands = {
            PaymentMethodsCommand.ListAll.class,
            PaymentMethodsCommand.Add.class,
            PaymentMethodsCommand.Prefer.class,
            PaymentMethodsCommand.Remove.class
        })
public final class PaymentMethodsCommand {

    private static final String AN_ID = "The way of paying's id, from a list.";

    /** {@code tenon payment-methods list}. */
    @Command(
            name = "list",
            description = "List ways of paying, newest first.",
            footer = {
                "",
                "Examples:",
                "  tenon payment-methods list --as ana@example.org",
                "  tenon payment-methods list --as ana@example.org --organization 01920000-0000-7000-8000-000000000000"
            })
    static final class ListAll extends PersonalCommand {

        @Option(names = "--organization", paramLabel = "ID", description = "Those of this organization.")
        private @Nullable String organization;

        @Override
        protected int run(Work work, Actor person) {
            work.output()
                    .many(
                            work.tenon()
                                    .paymentMethods()
                                    .list(person, Work.organizationId(organization))
                                    .iterator(),
                            Till.METHODS);
            return 0;
        }
    }

    /** {@code tenon payment-methods add}. */
    @Command(
            name = "add",
            description = "Add a way of paying by what its gateway gave for it.",
            footer = {
                "",
                "Never the number of a card: a gateway's own page takes that, and gives a token for it.",
                "",
                "Example:",
                "  tenon payment-methods add card-succeeds --gateway sandbox --as ana@example.org"
            })
    static final class Add extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "TOKEN", description = "What the gateway gave for it.")
        private String token = "";

        @Option(
                names = "--gateway",
                paramLabel = "NAME",
                description = "Who keeps it; may be left out where there is one.")
        private @Nullable String gateway;

        @Option(names = "--organization", paramLabel = "ID", description = "This organization pays with it.")
        private @Nullable String organization;

        @Option(names = "--spare", description = "Leave the default as it is.")
        private boolean spare;

        @Override
        protected int run(Work work, Actor person) {
            NewPaymentMethod wanted = new NewPaymentMethod(Work.organizationId(organization), gateway, token, !spare);
            work.output().one(work.tenon().paymentMethods().add(person, wanted), Till.METHODS);
            return 0;
        }
    }

    /** {@code tenon payment-methods prefer}. */
    @Command(
            name = "prefer",
            description = "Collect invoices with this one from now on.",
            footer = {
                "",
                "Example:",
                "  tenon payment-methods prefer 01920000-0000-7000-8000-000000000000 --as ana@example.org"
            })
    static final class Prefer extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = AN_ID)
        private String id = "";

        @Override
        protected int run(Work work, Actor person) {
            PaymentMethodId method = Till.method(id);
            work.output().one(work.tenon().paymentMethods().prefer(person, method), Till.METHODS);
            return 0;
        }
    }

    /** {@code tenon payment-methods remove}. */
    @Command(
            name = "remove",
            description = "Remove a way of paying, here and at its gateway.",
            footer = {
                "",
                "Example:",
                "  tenon payment-methods remove 01920000-0000-7000-8000-000000000000 --as ana@example.org --yes"
            })
    static final class Remove extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = AN_ID)
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor person) {
            PaymentMethodId method = Till.method(id);
            work.terminal().confirm("Remove this way of paying?", yes);
            work.tenon().paymentMethods().remove(person, method);
            work.output().say("It is removed.");
            return 0;
        }
    }
}
