package dev.tenon.rest.billing;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;

/** Subscriptions to plans. */
final class SubscriptionRoutes {

    private final Subscriptions subscriptions;

    SubscriptionRoutes(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/subscriptions", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(get("/v1/subscriptions/{id}", SIGNED_IN, this::show));
    }

    private Answer list(Call call) {
        return call.page(page -> subscriptions.list(call.actor(), page), SubscriptionResponse::from);
    }

    private Answer show(Call call) {
        SubscriptionId id = Ids.parse(call.path("id"), SubscriptionId::parse, SubscriptionId::new);
        return Answer.json(200, SubscriptionResponse.from(subscriptions.get(call.actor(), id)));
    }
}
