package dev.tenon.cli.plans;

import dev.tenon.cli.Field;
import dev.tenon.cli.TenonCommand;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.PlanRefusal;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tenon plans}. */
@Command(
        name = "plans",
        description = "What can be subscribed to.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  tenon plans list", "  tenon plans show Free"},
        subcommands = {PlansCommand.ListAll.class, PlansCommand.Show.class})
public final class PlansCommand {

    private static final List<Field<Plan>> FIELDS = List.of(
            Field.shown("id", "Id", Plan::id),
            Field.shown("name", "Plan", Plan::name),
            Field.shown("price", "Price", Plan::price),
            Field.shown("billingInterval", "Per", plan -> plan.interval().name().toLowerCase(Locale.ROOT)),
            Field.shown("maxDocuments", "Documents", Plan::maxDocuments),
            Field.shown(
                    "maxStorage",
                    "Storage (bytes)",
                    plan -> plan.maxStorageBytes().orElse(null)),
            Field.shown("maxSeats", "Seats", Plan::maxSeats),
            Field.shown(
                    "features",
                    "Features",
                    plan -> plan.features().stream().map(PlanFeature::key).toList()));

    /** {@code tenon plans list}. */
    @Command(
            name = "list",
            description = "List the plans on offer, cheapest first.",
            footer = {"", "Example:", "  tenon plans list -o json"})
    static final class ListAll extends TenonCommand {

        @Override
        protected int run(Work work) {
            work.output().many(work.tenon().plans().list(work.operator()).iterator(), FIELDS);
            return 0;
        }
    }

    /** {@code tenon plans show}. */
    @Command(
            name = "show",
            description = "Show one plan.",
            footer = {"", "Example:", "  tenon plans show Free"})
    static final class Show extends TenonCommand {

        @Parameters(paramLabel = "PLAN", description = "Name or id.")
        private String plan = "";

        @Override
        protected int run(Work work) {
            work.output().one(named(work), FIELDS);
            return 0;
        }

        private Plan named(Work work) {
            return PlanId.parse(plan)
                    .map(id -> work.tenon().plans().get(work.operator(), id))
                    .or(() -> work.tenon().plans().list(work.operator()).stream()
                            .filter(each -> each.name().equalsIgnoreCase(plan))
                            .findFirst())
                    .orElseThrow(PlanRefusal.NOT_FOUND::refusal);
        }
    }
}
