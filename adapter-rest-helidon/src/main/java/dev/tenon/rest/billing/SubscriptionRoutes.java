package dev.tenon.rest.billing;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Subscriptions to plans. */
final class SubscriptionRoutes {

    private static final String ONE = "/v1/subscriptions/{id}";
    private static final String[] READ_ONLY = {
        "id",
        "status",
        "price",
        "billingInterval",
        "timezone",
        "startDate",
        "billingAnchor",
        "currentPeriodStart",
        "currentPeriodEnd",
        "trialEnd",
        "pendingPlanId",
        "cancelAtPeriodEnd",
        "canceledAt",
        "pausedAt",
        "pauseReason",
        "createdAt",
        "updatedAt"
    };
    private static final String[] SET_ONCE = Stream.concat(
                    Stream.of(READ_ONLY), Stream.of("userId", "organizationId", "planId"))
            .toArray(String[]::new);

    private final Subscriptions subscriptions;

    SubscriptionRoutes(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/subscriptions", SIGNED_IN, this::list)
                .query("userId", "organizationId", "all", "status", "planId", "limit", "cursor"));
        routes.add(post("/v1/subscriptions", SIGNED_IN, this::start));
        routes.add(get(ONE, SIGNED_IN, this::show));
        routes.add(patch(ONE, SIGNED_IN, this::endOn));
        routes.add(delete(ONE, SIGNED_IN, this::cancel));
        routes.add(put(ONE + "/plan", SIGNED_IN, this::changePlan)
                .taking(Takes.JSON)
                .answering(Answer.JSON));
        routes.add(get(ONE + "/plan-preview", SIGNED_IN, this::preview).query("planId", "effective", "at"));
        routes.add(
                put(ONE + "/cancellation", SIGNED_IN, this::cancelAtPeriodEnd).answering(Answer.JSON));
        routes.add(
                delete(ONE + "/cancellation", SIGNED_IN, this::undoCancellation).answering(Answer.JSON));
        routes.add(put(ONE + "/pause", SIGNED_IN, this::pause).answering(Answer.JSON));
        routes.add(delete(ONE + "/pause", SIGNED_IN, this::resume).answering(Answer.JSON));
    }

    private Answer list(Call call) {
        Query query = call.query();
        SubscriptionFilter filter = new SubscriptionFilter(
                id(query, "userId", UserId::parse, UserId::new),
                id(query, "organizationId", OrganizationId::parse, OrganizationId::new),
                query.flag("all"),
                query.word("status", SubscriptionStatus.class),
                id(query, "planId", PlanId::parse, PlanId::new));
        return call.page(page -> subscriptions.list(call.actor(), filter, page), SubscriptionResponse::from);
    }

    private Answer start(Call call) {
        Fields fields = call.fields();
        String plan = fields.text("planId");
        NewSubscription wanted = new NewSubscription(
                Ids.parse(plan, PlanId::parse, PlanId::new),
                fields.nullableId("userId", UserId::parse),
                fields.nullableId("organizationId", OrganizationId::parse),
                fields.flag("trial"),
                day(fields, "endDate"));
        fields.close(READ_ONLY);
        return call.once(
                Subscription.class,
                actor -> subscriptions.start(actor, wanted),
                started -> SubscriptionResponse.answer(201, started)
                        .with("Location", call.location("/v1/subscriptions/" + started.id())));
    }

    private static @Nullable LocalDate day(Fields fields, String name) {
        String text = fields.nullableText(name);
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (text.length() == 10) {
                return day;
            }
        } catch (DateTimeParseException notADay) {
            // Said below.
        }
        fields.error(name, "wrong-type", "`" + name + "` is a day like 2026-12-24.");
        return null;
    }

    private Answer show(Call call) {
        return SubscriptionResponse.answer(200, subscriptions.get(call.actor(), subscription(call)));
    }

    private Answer cancel(Call call) {
        subscriptions.cancel(call.actor(), subscription(call), call.ifMatchOrAny());
        return Answer.empty(204);
    }

    private Answer endOn(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        if (!fields.has("endDate")) {
            fields.error("endDate", "missing", "Give `endDate`: a day like 2026-12-24, or null for no end.");
        }
        LocalDate day = day(fields, "endDate");
        fields.close(SET_ONCE);
        return SubscriptionResponse.answer(200, subscriptions.endOn(call.actor(), subscription(call), day, expected));
    }

    private Answer changePlan(Call call) {
        Expected expected = call.ifMatchOrAny();
        Fields fields = call.fields();
        String plan = fields.text("planId");
        ChangeTime time = fields.word("effective", EnumSet.allOf(ChangeTime.class));
        Instant at = fields.nullableInstant("at");
        if (time == null && !fields.has("effective")) {
            fields.error("effective", "missing", "Give `effective`: now or period_end.");
        }
        fields.close();
        return PlanChangeResponse.answer(subscriptions.changePlan(
                call.actor(),
                subscription(call),
                Ids.parse(plan, PlanId::parse, PlanId::new),
                time == null ? ChangeTime.PERIOD_END : time,
                at,
                expected));
    }

    private Answer preview(Call call) {
        PlanId plan = id(call.query(), "planId", PlanId::parse, PlanId::new);
        if (plan == null) {
            // Who may not see the subscription does not learn that there is one.
            subscriptions.get(call.actor(), subscription(call));
            throw Query.refusal("planId", "missing", "Say with `planId` to which plan.");
        }
        ChangeTime named = call.query().word("effective", ChangeTime.class);
        ChangeTime time = named == null ? ChangeTime.NOW : named;
        Instant at = call.query().instant("at");
        return Answer.json(
                200,
                PlanPreviewResponse.from(
                        plan, time, subscriptions.previewPlanChange(call.actor(), subscription(call), plan, time, at)));
    }

    private Answer cancelAtPeriodEnd(Call call) {
        return SubscriptionResponse.answer(
                200, subscriptions.cancelAtPeriodEnd(call.actor(), subscription(call), call.ifMatchOrAny()));
    }

    private Answer undoCancellation(Call call) {
        return SubscriptionResponse.answer(
                200, subscriptions.undoCancellation(call.actor(), subscription(call), call.ifMatchOrAny()));
    }

    private Answer pause(Call call) {
        return SubscriptionResponse.answer(
                200, subscriptions.pause(call.actor(), subscription(call), call.ifMatchOrAny()));
    }

    private Answer resume(Call call) {
        return SubscriptionResponse.answer(
                200, subscriptions.resume(call.actor(), subscription(call), call.ifMatchOrAny()));
    }

    private static SubscriptionId subscription(Call call) {
        return Ids.parse(call.path("id"), SubscriptionId::parse, SubscriptionId::new);
    }

    /** What a parameter names; what is no id names nothing. */
    static <I> @Nullable I id(Query query, String name, Function<String, Optional<I>> parse, Function<UUID, I> make) {
        String text = query.text(name);
        return text == null ? null : Ids.parse(text, parse, make);
    }
}
