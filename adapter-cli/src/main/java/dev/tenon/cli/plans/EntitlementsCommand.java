package dev.tenon.cli.plans;

import dev.tenon.cli.Field;
import dev.tenon.cli.TenonCommand;
import dev.tenon.ports.plans.Entitlement;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon entitlements}. */
@Command(
        name = "entitlements",
        description = "What a person may do by the plan.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tenon entitlements list --as ana@example.org"},
        subcommands = EntitlementsCommand.ListAll.class)
public final class EntitlementsCommand {

    private static final List<Field<Entitlement>> FIELDS = List.of(
            Field.shown("key", "Key", Entitlement::key),
            Field.shown("name", "Name", Entitlement::name),
            Field.shown("granted", "Granted", Entitlement::granted),
            Field.shown("limit", "Limit", Entitlement::limit),
            Field.shown("used", "Used", Entitlement::used),
            Field.shown("source", "Source", Entitlement::source));

    /** {@code tenon entitlements list}. */
    @Command(
            name = "list",
            description = "List every feature and limit, with its source and usage.",
            footer = {"", "Example:", "  tenon entitlements list --as ana@example.org -o json"})
    static final class ListAll extends TenonCommand {

        @Option(names = "--as", paramLabel = "EMAIL", required = true, description = "Whose.")
        private String email = "";

        @Override
        protected int run(Work work) {
            work.output()
                    .many(
                            work.tenon()
                                    .entitlements()
                                    .of(work.as(email))
                                    .entitlements()
                                    .iterator(),
                            FIELDS);
            return 0;
        }
    }
}
