package dev.tenon.cli.billing;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.billing.Excess;
import dev.tenon.ports.billing.PlanChange;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanRefusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How subscriptions are named and printed. */
final class SubscriptionFields {

    private SubscriptionFields() {}

    /** What a list shows, and what scripts get of it. */
    static List<Field<Subscription>> listed(PlanNames plans) {
        return List.of(
                Field.shown("id", "Id", Subscription::id),
                Field.scripted("userId", Subscription::userId),
                Field.scripted("organizationId", Subscription::organizationId),
                Field.shown("status", "Status", subscription -> word(subscription.status())),
                Field.shown("price", "Price", Subscription::price),
                Field.shown("billingInterval", "Per", subscription -> word(subscription.interval())),
                Field.shown("currentPeriodEnd", "Period ends", Subscription::currentPeriodEnd),
                Field.tabled("Plan", Look.WHOLE, subscription -> plans.of(subscription.planId())),
                Field.scripted("planId", Subscription::planId),
                Field.scripted("pendingPlanId", Subscription::pendingPlanId),
                Field.scripted("timezone", Subscription::zone),
                Field.scripted("currentPeriodStart", Subscription::currentPeriodStart),
                Field.scripted("billingAnchor", Subscription::billingAnchor),
                Field.scripted("trialEnd", Subscription::trialEnd),
                Field.scripted("cancelAtPeriodEnd", Subscription::cancelAtPeriodEnd),
                Field.scripted("canceledAt", Subscription::canceledAt),
                Field.scripted("pausedAt", Subscription::pausedAt),
                Field.scripted("pauseReason", subscription -> word(subscription.pauseReason())),
                Field.shown("startDate", "Since", Subscription::startDate),
                Field.shown("endDate", "Until", Subscription::endDate),
                Field.scripted("createdAt", Subscription::createdAt),
                Field.scripted("updatedAt", Subscription::updatedAt));
    }

    /** What is shown of one. */
    static List<Field<Subscription>> whole(PlanNames plans) {
        return List.of(
                Field.shown("id", "Id", Subscription::id),
                Field.shown("userId", "Account", Subscription::userId),
                Field.shown("organizationId", "Organization", Subscription::organizationId),
                Field.tabled("Plan", Look.WHOLE, subscription -> plans.of(subscription.planId())),
                Field.scripted("planId", Subscription::planId),
                Field.tabled("Next plan", Look.WHOLE, subscription -> plans.of(subscription.pendingPlanId())),
                Field.scripted("pendingPlanId", Subscription::pendingPlanId),
                Field.shown("status", "Status", subscription -> word(subscription.status())),
                Field.shown("price", "Price", Subscription::price),
                Field.shown("billingInterval", "Per", subscription -> word(subscription.interval())),
                Field.shown("timezone", "Time zone", Subscription::zone),
                Field.shown("currentPeriodStart", "Period began", Subscription::currentPeriodStart),
                Field.shown("currentPeriodEnd", "Period ends", Subscription::currentPeriodEnd),
                Field.shown("billingAnchor", "Counted from", Subscription::billingAnchor),
                Field.shown("trialEnd", "Trial ends", Subscription::trialEnd),
                Field.shown("cancelAtPeriodEnd", "Ends with it", Subscription::cancelAtPeriodEnd),
                Field.shown("canceledAt", "Canceled", Subscription::canceledAt),
                Field.shown("pausedAt", "Paused", Subscription::pausedAt),
                Field.shown("pauseReason", "Paused why", subscription -> word(subscription.pauseReason())),
                Field.shown("startDate", "Since", Subscription::startDate),
                Field.shown("endDate", "Until", Subscription::endDate),
                Field.shown("createdAt", "Made", Subscription::createdAt),
                Field.shown("updatedAt", "Changed", Subscription::updatedAt));
    }

    /** What a change of plan did. */
    static List<Field<PlanChange>> changed(PlanNames plans) {
        return Stream.concat(
                        whole(plans).stream().map(field -> field.of(PlanChange::subscription)),
                        Stream.of(
                                Field.shown("effectiveAt", "Takes effect", PlanChange::at),
                                Field.<PlanChange>shown("invoiceId", "Invoice", change -> invoiceId(change)),
                                exceeded()))
                .toList();
    }

    static final List<Field<PlanChange>> PREVIEWED = List.of(
            Field.shown("effectiveAt", "Takes effect", PlanChange::at),
            Field.shown(
                    "currentPeriodEnd",
                    "Period ends then",
                    change -> change.subscription().currentPeriodEnd()),
            Field.tabled(
                    "Charged",
                    Look.FLOWING,
                    change -> lines(change).stream()
                            .map(line -> line.description() + " " + line.amount())
                            .toList()),
            Field.scripted(
                    "lines",
                    change ->
                            lines(change).stream().map(SubscriptionFields::line).toList()),
            Field.shown(
                    "total",
                    "Total",
                    change -> change.invoice() == null ? null : change.invoice().total()),
            Field.shown(
                    "amountDue",
                    "To pay now",
                    change -> change.invoice() == null ? null : change.invoice().amountDue()),
            exceeded());

    static List<Field<Trial>> trials(PlanNames plans) {
        return List.of(
                Field.shown("id", "Id", Trial::id),
                Field.shown("userId", "Account", Trial::userId),
                Field.shown("organizationId", "Organization", Trial::organizationId),
                Field.tabled("Plan", Look.WHOLE, trial -> plans.of(trial.planId())),
                Field.scripted("planId", Trial::planId),
                Field.shown("startDate", "From", Trial::startDate),
                Field.shown("endDate", "Until", Trial::endDate),
                Field.shown("isActive", "Runs", Trial::active),
                Field.scripted("createdAt", Trial::createdAt));
    }

    /** The plan that a name or an id names. */
    static Plan plan(Work work, Actor actor, String name) {
        return PlanId.parse(name)
                .map(id -> work.tenon().plans().get(actor, id))
                .or(() -> work.tenon().plans().list(actor).stream()
                        .filter(each -> each.name().equalsIgnoreCase(name))
                        .findFirst())
                .orElseThrow(PlanRefusal.NOT_FOUND::refusal);
    }

    private static Field<PlanChange> exceeded() {
        return Field.shown(
                "exceeded",
                "Exceeds the plan",
                change -> change.excesses().isEmpty()
                        ? null
                        : change.excesses().stream()
                                .map(SubscriptionFields::excess)
                                .toList());
    }

    private static String excess(Excess excess) {
        return excess.key() + ": " + excess.used() + " of " + excess.limit();
    }

    private static @Nullable Object invoiceId(PlanChange change) {
        Invoice invoice = change.invoice();
        return invoice == null ? null : invoice.id();
    }

    private static List<InvoiceLine> lines(PlanChange change) {
        Invoice invoice = change.invoice();
        return invoice == null ? List.of() : invoice.lines();
    }

    private static Map<String, Object> line(InvoiceLine line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("description", line.description());
        fields.put("amount", line.amount());
        fields.put("isProration", line.isProration());
        return fields;
    }

    static @Nullable String word(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}
