package dev.tenon.cli.plans;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.PlanRefusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tenon plans}. */
@Command(
        name = "plans",
        description = "What can be subscribed to.",
        footer = {"", "Examples:", "  tenon plans list", "  tenon plans show Free"},
        subcommands = {PlansCommand.ListAll.class, PlansCommand.Show.class})
public final class PlansCommand {

    private static final List<Field<Plan>> FIELDS = List.of(
            Field.shown("name", "Plan", Plan::name),
            Field.shown("price", "Price", Plan::price),
            Field.shown("billingInterval", "Per", plan -> plan.interval().name().toLowerCase(Locale.ROOT)),
            Field.<Plan>shown("maxDocuments", "Documents", Plan::maxDocuments).unlimited(),
            Field.<Plan>bytes(
                            "maxStorage",
                            "Storage",
                            plan -> plan.maxStorageBytes().orElse(null))
                    .unlimited(),
            Field.<Plan>shown("maxSeats", "Seats", Plan::maxSeats).unlimited(),
            Field.tabled(
                    "Features",
                    Look.FLOWING,
                    plan -> plan.features().stream().map(PlanFeature::key).toList()),
            Field.scripted(
                    "features",
                    plan -> plan.features().stream().map(PlansCommand::granted).toList()),
            Field.shown("id", "Id", Plan::id),
            Field.scripted("description", Plan::description),
            Field.scripted("trialDays", Plan::trialDays),
            Field.scripted("isActive", Plan::active),
            Field.scripted("createdAt", Plan::createdAt),
            Field.scripted("archivedAt", Plan::archivedAt));

    private static Map<String, @Nullable Object> granted(PlanFeature feature) {
        Map<String, @Nullable Object> granted = new LinkedHashMap<>();
        granted.put("featureId", feature.featureId());
        granted.put("key", feature.key());
        granted.put("name", feature.name());
        granted.put("limit", feature.limit());
        return granted;
    }

    /** {@code tenon plans list}. */
    @Command(
            name = "list",
            description = "List the plans on offer, cheapest first.",
            footer = {"", "Example:", "  tenon plans list -o json"})
    static final class ListAll extends ActingCommand {

        @Override
        protected int run(Work work, Actor actor) {
            work.output().many(work.tenon().plans().list(actor).iterator(), FIELDS);
            return 0;
        }
    }

    /** {@code tenon plans show}. */
    @Command(
            name = "show",
            description = "Show one plan.",
            footer = {"", "Example:", "  tenon plans show Free"})
    static final class Show extends ActingCommand {

        @Parameters(paramLabel = "PLAN", description = "Name or id.")
        private String plan = "";

        @Override
        protected int run(Work work, Actor actor) {
            work.output().one(named(work, actor), FIELDS);
            return 0;
        }

        private Plan named(Work work, Actor actor) {
            return PlanId.parse(plan)
                    .map(id -> work.tenon().plans().get(actor, id))
                    .or(() -> work.tenon().plans().list(actor).stream()
                            .filter(each -> each.name().equalsIgnoreCase(plan))
                            .findFirst())
                    .orElseThrow(PlanRefusal.NOT_FOUND::refusal);
        }
    }
}
