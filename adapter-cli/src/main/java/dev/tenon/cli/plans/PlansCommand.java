package dev.tenon.cli.plans;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.Paging;
import dev.tenon.cli.TenonCommand.Work;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon plans}. */
@Command(
        name = "plans",
        description = "What can be subscribed to.",
        footer = {
            "",
            "Whoever subscribes keeps the price of that day; what a plan limits and grants counts for all who have it.",
            "",
            "Examples:",
            "  tenon plans list",
            "  tenon plans create Team --price 29.00 --currency EUR --storage-gb 100 --seats 10 --trial-days 14",
            "  tenon plans grant Team api-access"
        },
        subcommands = {
            PlansCommand.ListAll.class,
            PlansCommand.Show.class,
            PlanChanges.Create.class,
            PlanChanges.Update.class,
            PlanChanges.Archive.class,
            PlanChanges.Grant.class,
            PlanChanges.Revoke.class
        })
public final class PlansCommand {

    /** How a plan is named. */
    static final String PLAN = "Name of one on offer, or id.";

    static final List<Field<Plan>> FIELDS = List.of(
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
            Field.scripted(
                    "trialEndAction", plan -> plan.trialEndAction().name().toLowerCase(Locale.ROOT)),
            Field.scripted("unpaidAction", plan -> plan.unpaidAction().name().toLowerCase(Locale.ROOT)),
            Field.scripted("isActive", Plan::active),
            Field.scripted("createdAt", Plan::createdAt),
            Field.scripted("updatedAt", Plan::updatedAt),
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
            description = "List the plans on offer, cheapest first, or those that are offered no more.",
            footer = {"", "Examples:", "  tenon plans list -o json", "  tenon plans list --archived"})
    static final class ListAll extends ActingCommand {

        @Option(names = "--archived", description = "Those that are offered no more, the last archived first.")
        private boolean archived;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            if (archived) {
                paging.print(work.output(), page -> work.tenon().plans().archived(actor, page), FIELDS);
            } else {
                work.output().many(work.tenon().plans().list(actor).iterator(), FIELDS);
            }
            return 0;
        }
    }

    /** {@code tenon plans show}. */
    @Command(
            name = "show",
            description = "Show one plan.",
            footer = {"", "Example:", "  tenon plans show Free"})
    static final class Show extends ActingCommand {

        @Parameters(paramLabel = "PLAN", description = PLAN)
        private String plan = "";

        @Override
        protected int run(Work work, Actor actor) {
            work.output().one(named(work, actor, plan), FIELDS);
            return 0;
        }
    }

    /** The plan of this id, or the one on offer of this name. */
    static Plan named(Work work, Actor actor, String name) {
        return PlanId.parse(name)
                .map(id -> work.tenon().plans().get(actor, id))
                .or(() -> work.tenon().plans().list(actor).stream()
                        .filter(each -> each.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(PlanRefusal.NOT_FOUND::refusal);
    }
}
