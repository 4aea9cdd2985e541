package dev.tenon.rest.plans;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.plans.NewPlan;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanPatch;
import dev.tenon.ports.plans.Plans;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;

/** What can be subscribed to. */
final class PlanRoutes {

    private final Plans plans;

    PlanRoutes(Plans plans) {
        this.plans = plans;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/plans", ANYBODY, this::list));
        routes.add(post("/v1/plans", SIGNED_IN, this::create));
        routes.add(get("/v1/plans/{id}", ANYBODY, this::show));
        routes.add(patch("/v1/plans/{id}", SIGNED_IN, this::update));
        routes.add(delete("/v1/plans/{id}", SIGNED_IN, this::archive));
        routes.add(put("/v1/plans/{id}/features/{featureId}", SIGNED_IN, this::grant)
                .taking(Takes.JSON)
                .answering(Answer.JSON));
        routes.add(delete("/v1/plans/{id}/features/{featureId}", SIGNED_IN, this::revoke));
        routes.add(get("/v1/archived-plans", SIGNED_IN, this::archived).query("limit", "cursor"));
    }

    private Answer list(Call call) {
        return call.all(plans.list(call.actor()), PlanResponse::from);
    }

    private Answer archived(Call call) {
        return call.page(page -> plans.archived(call.actor(), page), PlanResponse::from);
    }

    private Answer create(Call call) {
        NewPlan wanted = PlanRequest.create(call.fields());
        return call.once(
                Plan.class,
                actor -> plans.create(actor, wanted),
                plan -> PlanResponse.answer(201, plan).with("Location", call.location("/v1/plans/" + plan.id())));
    }

    private Answer show(Call call) {
        return PlanResponse.answer(200, plans.get(call.actor(), plan(call)));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        PlanPatch patch = PlanRequest.patch(call.fields());
        return PlanResponse.answer(200, plans.update(call.actor(), plan(call), patch, expected));
    }

    private Answer archive(Call call) {
        plans.archive(call.actor(), plan(call), call.ifMatchOrAny());
        return Answer.empty(204);
    }

    private Answer grant(Call call) {
        Long limit = PlanRequest.limit(call.fields());
        return PlanResponse.answer(
                200, plans.grant(call.actor(), plan(call), FeatureRoutes.feature(call, "featureId"), limit));
    }

    private Answer revoke(Call call) {
        plans.revoke(call.actor(), plan(call), FeatureRoutes.feature(call, "featureId"));
        return Answer.empty(204);
    }

    private static PlanId plan(Call call) {
        return Ids.parse(call.path("id"), PlanId::parse, PlanId::new);
    }
}
