package dev.tenon.cli.plans;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.ExitCode;
import dev.tenon.cli.Field;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.EntitlementSheet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tenon entitlements}. */
@Command(
        name = "entitlements",
        description = "What somebody may do by the plan, and the exceptions.",
        footer = {
            "",
            "Examples:",
            "  tenon entitlements show --user ana@example.org",
            "  tenon entitlements check max-storage --user ana@example.org",
            "  tenon entitlements override max-storage --user ana@example.org --to 10737418240 --reason Moves"
        },
        subcommands = {
            EntitlementsCommand.ListAll.class,
            EntitlementsCommand.Show.class,
            EntitlementsCommand.Check.class,
            OverrideCommands.Make.class,
            OverrideCommands.ListAll.class,
            OverrideCommands.Forget.class
        })
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

    /** {@code tenon entitlements show}. */
    @Command(
            name = "show",
            description = "Show every feature and limit of a person or an organization, with its source and usage.",
            footer = {"", "Example:", "  tenon entitlements show --user ana@example.org"})
    static final class Show extends ActingCommand {

        @Mixin
        private final SubjectOptions of = new SubjectOptions();

        @Override
        protected void check() {
            of.checkOneAtMost();
        }

        @Override
        protected int run(Work work, Actor actor) {
            EntitlementSheet sheet = work.tenon().entitlements().of(actor, of.orWhoeverAsks(work, actor));
            work.output().many(sheet.entitlements().iterator(), FIELDS);
            return 0;
        }
    }

    /** {@code tenon entitlements check}. */
    @Command(
            name = "check",
            description = "Ask whether a person or an organization may have one thing, and why.",
            footer = {
                "",
                "The exit code is 0 if it may, and 5 if not.",
                "",
                "Example:",
                "  tenon entitlements check api-access --user ana@example.org"
            })
    static final class Check extends ActingCommand {

        @Parameters(paramLabel = "KEY", description = OverrideCommands.KEY)
        private String key = "";

        @Mixin
        private final SubjectOptions of = new SubjectOptions();

        @Override
        protected void check() {
            of.checkOneAtMost();
        }

        @Override
        protected int run(Work work, Actor actor) {
            Entitlement answer = work.tenon().entitlements().check(actor, of.orWhoeverAsks(work, actor), key);
            work.output().one(answer, FIELDS);
            return answer.granted() ? 0 : ExitCode.of(Kind.FORBIDDEN);
        }
    }
}
