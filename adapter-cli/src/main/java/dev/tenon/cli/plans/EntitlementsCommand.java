package dev.tenon.cli.plans;

import dev.tenon.cli.Field;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.plans.Entitlement;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code tenon entitlements}. */
@Command(
        name = "entitlements",
        description = "What a person may do by the plan.",
        footer = {"", "Example:", "  tenon entitlements list --as ana@example.org"},
        subcommands = EntitlementsCommand.ListAll.class)
public final class EntitlementsCommand {

    private static final List<Field<Entitlement>> FIELDS = List.of(
            Field.shown("key", "Key", Entitlement::key),
            Field.shown("name", "Name", Entitlement::name),
            Field.shown("granted", "Granted", Entitlement::granted),
            Field.<Entitlement>shown("limit", "Limit", Entitlement::limit).unlimited(),
            Field.shown("used", "Used", Entitlement::used),
            Field.shown("source", "Source", Entitlement::source));

    /** {@code tenon entitlements list}. */
    @Command(
            name = "list",
            description = "List every feature and limit, with its source and usage.",
            footer = {"", "Example:", "  tenon entitlements list --as ana@example.org -o json"})
    static final class ListAll extends PersonalCommand {

        @Override
        protected int run(Work work, Actor person) {
            work.output()
                    .many(work.tenon().entitlements().of(person).entitlements().iterator(), FIELDS);
            return 0;
        }
    }
}
