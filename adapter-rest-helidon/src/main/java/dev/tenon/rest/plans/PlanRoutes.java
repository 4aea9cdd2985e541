package dev.tenon.rest.plans;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.plans.Plans;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;

/** What can be subscribed to. */
final class PlanRoutes {

    private final Plans plans;

    PlanRoutes(Plans plans) {
        this.plans = plans;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/plans", ANYBODY, this::list));
        routes.add(get("/v1/plans/{id}", ANYBODY, this::show));
    }

    private Answer list(Call call) {
        return call.all(plans.list(call.actor()), PlanResponse::from);
    }

    private Answer show(Call call) {
        PlanId id = Ids.parse(call.path("id"), PlanId::parse, PlanId::new);
        return Answer.json(200, PlanResponse.from(plans.get(call.actor(), id)));
    }
}
