package dev.tenon.cli.plans;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code tenon plans} changes. */
final class PlanChanges {

    private PlanChanges() {}

    /** {@code tenon plans create}. */
    @Command(
            name = "create",
            description = "Offer a plan. It grants no feature yet.",
            footer = {
                "",
                "Examples:",
                "  tenon plans create Team --price 29.00 --currency EUR --storage-gb 100 --seats 10 --trial-days 14",
                "  tenon plans create Yearly --price 290.00 --currency EUR --per year"
            })
    static final class Create extends ActingCommand {

        @Parameters(paramLabel = "NAME", description = "The plan's name.")
        private String name = "";

        @Mixin
        private final PlanOptions options = new PlanOptions();

        @Override
        protected void check() {
            options.checkNew();
        }

        @Override
        protected int run(Work work, Actor actor) {
            work.output().one(work.tenon().plans().create(actor, options.wanted(name)), PlansCommand.FIELDS);
            return 0;
        }
    }

    /** {@code tenon plans update}. */
    @Command(
            name = "update",
            description = "Change a plan. Another price counts for who subscribes from then on.",
            footer = {
                "",
                "Examples:",
                "  tenon plans update Team --price 31.00",
                "  tenon plans update Team --documents unlimited --name Crew"
            })
    static final class Update extends ActingCommand {

        @Parameters(paramLabel = "PLAN", description = PlansCommand.PLAN)
        private String plan = "";

        @Option(names = "--name", paramLabel = "NAME", description = "Another name.")
        private @Nullable String name;

        @Mixin
        private final PlanOptions options = new PlanOptions();

        @Override
        protected void check() {
            options.checkPatch(name);
        }

        @Override
        protected int run(Work work, Actor actor) {
            Plan present = PlansCommand.named(work, actor, plan);
            Plan changed = work.tenon()
                    .plans()
                    .update(actor, present.id(), options.patch(name, present), Expected.revision(present.revision()));
            work.output().one(changed, PlansCommand.FIELDS);
            return 0;
        }
    }

    /** {@code tenon plans archive}. */
    @Command(
            name = "archive",
            description = "Offer a plan no more. Whoever has it keeps it.",
            footer = {"", "Example:", "  tenon plans archive Team --yes"})
    static final class Archive extends ActingCommand {

        @Parameters(paramLabel = "PLAN", description = PlansCommand.PLAN)
        private String plan = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            Plan present = PlansCommand.named(work, actor, plan);
            work.terminal().confirm("Offer the plan " + present.name() + " no more?", yes);
            work.tenon().plans().archive(actor, present.id(), Expected.revision(present.revision()));
            work.output().say("The plan " + present.name() + " is offered no more.");
            return 0;
        }
    }

    /** {@code tenon plans grant}. */
    @Command(
            name = "grant",
            description = "Let a plan grant a feature. It counts for all who have the plan.",
            footer = {
                "",
                "Examples:",
                "  tenon plans grant Team api-access",
                "  tenon plans grant Team upload-size --feature-limit 52428800"
            })
    static final class Grant extends ActingCommand {

        @Parameters(index = "0", paramLabel = "PLAN", description = PlansCommand.PLAN)
        private String plan = "";

        @Parameters(index = "1", paramLabel = "FEATURE", description = FeaturesCommand.FEATURE)
        private String feature = "";

        @Option(
                names = "--feature-limit",
                paramLabel = "N",
                description = "How much of it, in its own unit (bytes for upload-size); otherwise without limit.")
        private @Nullable Long limit;

        @Override
        protected int run(Work work, Actor actor) {
            Plan granting = PlansCommand.named(work, actor, plan);
            Feature granted = FeaturesCommand.named(work, actor, feature);
            work.tenon().plans().grant(actor, granting.id(), granted.id(), limit);
            work.output()
                    .say("The plan " + granting.name() + " grants " + granted.key()
                            + (limit == null ? "." : " up to " + limit + "."));
            return 0;
        }
    }

    /** {@code tenon plans revoke}. */
    @Command(
            name = "revoke",
            description = "Let a plan grant a feature no more. It counts for all who have the plan.",
            footer = {"", "Example:", "  tenon plans revoke Team api-access --yes"})
    static final class Revoke extends ActingCommand {

        @Parameters(index = "0", paramLabel = "PLAN", description = PlansCommand.PLAN)
        private String plan = "";

        @Parameters(index = "1", paramLabel = "FEATURE", description = FeaturesCommand.FEATURE)
        private String feature = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            Plan granting = PlansCommand.named(work, actor, plan);
            Feature revoked = FeaturesCommand.named(work, actor, feature);
            work.terminal()
                    .confirm(
                            "Take " + revoked.key() + " away from all who have the plan " + granting.name() + "?", yes);
            work.tenon().plans().revoke(actor, granting.id(), revoked.id());
            work.output().say("The plan " + granting.name() + " does not grant " + revoked.key() + " any more.");
            return 0;
        }
    }
}
