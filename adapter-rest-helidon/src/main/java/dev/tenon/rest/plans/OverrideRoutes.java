package dev.tenon.rest.plans;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.plans.EntitlementOverrides;
import dev.tenon.ports.plans.NewOverride;
import dev.tenon.ports.plans.OverrideFilter;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;

/** Exceptions to what plans grant. */
final class OverrideRoutes {

    private final EntitlementOverrides overrides;

    OverrideRoutes(EntitlementOverrides overrides) {
        this.overrides = overrides;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/entitlement-overrides", SIGNED_IN, this::list)
                .query("userId", "organizationId", "key", "limit", "cursor"));
        routes.add(get("/v1/entitlement-overrides/{key}", SIGNED_IN, this::show).query("userId", "organizationId"));
        routes.add(put("/v1/entitlement-overrides/{key}", SIGNED_IN, this::make)
                .query("userId", "organizationId")
                .taking(Takes.JSON)
                .answering(Answer.JSON));
        routes.add(delete("/v1/entitlement-overrides/{key}", SIGNED_IN, this::withdraw)
                .query("userId", "organizationId"));
    }

    private Answer list(Call call) {
        OverrideFilter filter = new OverrideFilter(
                SubjectParameters.optional(call.query()), call.query().text("key"));
        return call.page(page -> overrides.list(call.actor(), filter, page), OverrideResponse::from);
    }

    private Answer show(Call call) {
        return OverrideResponse.answer(overrides.get(call.actor(), SubjectParameters.orCaller(call), call.path("key")));
    }

    private Answer make(Call call) {
        NewOverride wanted = OverrideRequest.make(SubjectParameters.orCaller(call), call.path("key"), call.fields());
        return OverrideResponse.answer(overrides.make(call.actor(), wanted, call.ifMatchOrAny()));
    }

    private Answer withdraw(Call call) {
        overrides.withdraw(call.actor(), SubjectParameters.orCaller(call), call.path("key"), call.ifMatchOrAny());
        return Answer.empty(204);
    }
}
