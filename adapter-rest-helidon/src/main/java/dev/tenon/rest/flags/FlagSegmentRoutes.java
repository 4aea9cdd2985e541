package dev.tenon.rest.flags;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.FlagSegmentPatch;
import dev.tenon.ports.flags.FlagSegments;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Segments of feature flags, by their names. */
final class FlagSegmentRoutes {

    private final FlagSegments segments;

    FlagSegmentRoutes(FlagSegments segments) {
        this.segments = segments;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/feature-flag-segments", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(post("/v1/feature-flag-segments", SIGNED_IN, this::create));
        routes.add(get("/v1/feature-flag-segments/{name}", SIGNED_IN, this::show));
        routes.add(patch("/v1/feature-flag-segments/{name}", SIGNED_IN, this::update));
        routes.add(delete("/v1/feature-flag-segments/{name}", SIGNED_IN, this::remove));
    }

    private Answer list(Call call) {
        return call.page(page -> segments.list(call.actor(), page), FlagSegmentResponse::from);
    }

    private Answer create(Call call) {
        Fields fields = call.fields();
        Violations violations = new Violations();
        NewFlagSegment wanted = new NewFlagSegment(
                fields.text("name"),
                fields.nullableText("description"),
                FeatureFlagRequest.orNone(constraints(fields, violations)));
        fields.close("id", "createdAt", "updatedAt");
        violations.refuseIfAny();
        return call.once(
                FlagSegment.class,
                actor -> segments.create(actor, wanted),
                segment -> FlagSegmentResponse.answer(201, segment)
                        .with("Location", call.location("/v1/feature-flag-segments/" + segment.name())));
    }

    private static @Nullable List<FlagConstraint> constraints(Fields fields, Violations violations) {
        return FeatureFlagRequest.list(fields, "constraints", violations, FlagFormat::constraints);
    }

    private Answer show(Call call) {
        return FlagSegmentResponse.answer(200, segments.get(call.actor(), call.path("name")));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        Violations violations = new Violations();
        FlagSegmentPatch patch =
                new FlagSegmentPatch(fields.patchedText("description"), constraints(fields, violations));
        fields.close("id", "name", "createdAt", "updatedAt");
        violations.refuseIfAny();
        return FlagSegmentResponse.answer(200, segments.update(call.actor(), call.path("name"), patch, expected));
    }

    private Answer remove(Call call) {
        segments.delete(call.actor(), call.path("name"), call.ifMatchOrAny());
        return Answer.empty(204);
    }
}
