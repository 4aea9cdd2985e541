package dev.tenon.rest.plans;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeaturePatch;
import dev.tenon.ports.plans.Features;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;

/** What plans can grant. */
final class FeatureRoutes {

    private final Features features;

    FeatureRoutes(Features features) {
        this.features = features;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/features", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(post("/v1/features", SIGNED_IN, this::create));
        routes.add(get("/v1/features/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/features/{id}", SIGNED_IN, this::update));
        routes.add(delete("/v1/features/{id}", SIGNED_IN, this::remove));
    }

    private Answer list(Call call) {
        return call.page(page -> features.list(call.actor(), page), FeatureResponse::from);
    }

    private Answer create(Call call) {
        NewFeature wanted = FeatureRequest.create(call.fields());
        return call.once(
                Feature.class,
                actor -> features.create(actor, wanted),
                feature -> FeatureResponse.answer(201, feature)
                        .with("Location", call.location("/v1/features/" + feature.id())));
    }

    private Answer show(Call call) {
        return FeatureResponse.answer(200, features.get(call.actor(), feature(call, "id")));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        FeaturePatch patch = FeatureRequest.patch(call.fields());
        return FeatureResponse.answer(200, features.update(call.actor(), feature(call, "id"), patch, expected));
    }

    private Answer remove(Call call) {
        features.delete(call.actor(), feature(call, "id"), call.ifMatchOrAny());
        return Answer.empty(204);
    }

    static FeatureId feature(Call call, String name) {
        return Ids.parse(call.path(name), FeatureId::parse, FeatureId::new);
    }
}
