package dev.tenon.rest.flags;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FeatureFlagPatch;
import dev.tenon.ports.flags.FeatureFlags;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagFilter;
import dev.tenon.ports.flags.FlagType;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.RouteTable;
import org.jspecify.annotations.Nullable;

/** Feature flags, by their names. */
final class FeatureFlagRoutes {

    private final FeatureFlags flags;

    FeatureFlagRoutes(FeatureFlags flags) {
        this.flags = flags;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/feature-flags", SIGNED_IN, this::list)
                .query("q", "type", "isEnabled", "isStale", "limit", "cursor"));
        routes.add(post("/v1/feature-flags", SIGNED_IN, this::create));
        routes.add(get("/v1/feature-flags/{name}", SIGNED_IN, this::show));
        routes.add(patch("/v1/feature-flags/{name}", SIGNED_IN, this::update));
        routes.add(delete("/v1/feature-flags/{name}", SIGNED_IN, this::remove));
    }

    private Answer list(Call call) {
        Query query = call.query();
        FlagFilter filter = new FlagFilter(
                query.text("q"), type(query.text("type")), flag(query, "isEnabled"), flag(query, "isStale"));
        return call.page(page -> flags.list(call.actor(), filter, page), FeatureFlagResponse::from);
    }

    private static @Nullable Boolean flag(Query query, String name) {
        return query.text(name) == null ? null : query.flag(name);
    }

    private static @Nullable FlagType type(@Nullable String name) {
        return name == null
                ? null
                : FlagType.named(name)
                        .orElseThrow(() -> Query.refusal(
                                "type",
                                "unknown-word",
                                "`type` is one of: release, experiment, operational, kill-switch, permission."));
    }

    private Answer create(Call call) {
        FlagDefinition wanted = FeatureFlagRequest.create(call.fields());
        return call.once(
                FeatureFlag.class,
                actor -> flags.create(actor, wanted),
                flag -> FeatureFlagResponse.answer(201, flag)
                        .with("Location", call.location("/v1/feature-flags/" + flag.name())));
    }

    private Answer show(Call call) {
        return FeatureFlagResponse.answer(200, flags.get(call.actor(), call.path("name")));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        FeatureFlagPatch patch = FeatureFlagRequest.patch(call.fields());
        return FeatureFlagResponse.answer(200, flags.update(call.actor(), call.path("name"), patch, expected));
    }

    private Answer remove(Call call) {
        flags.delete(call.actor(), call.path("name"), call.ifMatchOrAny());
        return Answer.empty(204);
    }
}
