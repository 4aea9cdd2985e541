package dev.tenon.rest.plans;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.Quotas;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.Entitlements;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.plans.EntitlementsResponse.EntitlementResponse;

/** What the caller's plan grants, and what is used of it. */
final class EntitlementRoutes {

    private final Entitlements entitlements;
    private final Quotas quotas;

    EntitlementRoutes(Entitlements entitlements, Quotas quotas) {
        this.entitlements = entitlements;
        this.quotas = quotas;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/entitlements", SIGNED_IN, this::entitlements).query("userId", "organizationId"));
        routes.add(get("/v1/entitlements/{key}", SIGNED_IN, this::check).query("userId", "organizationId"));
        routes.add(get("/v1/quota", SIGNED_IN, this::quota).query("organizationId"));
    }

    private Answer entitlements(Call call) {
        SubjectId subject = SubjectParameters.optional(call.query());
        return Answer.json(
                200,
                EntitlementsResponse.from(
                        subject == null ? entitlements.of(call.actor()) : entitlements.of(call.actor(), subject)));
    }

    private Answer check(Call call) {
        return Answer.json(
                200,
                EntitlementResponse.from(
                        entitlements.check(call.actor(), SubjectParameters.orCaller(call), call.path("key"))));
    }

    private Answer quota(Call call) {
        String organization = call.query().text("organizationId");
        Quota quota = organization == null
                ? quotas.of(call.actor())
                : quotas.of(call.actor(), Ids.parse(organization, OrganizationId::parse, OrganizationId::new));
        return Answer.json(200, QuotaResponse.from(quota));
    }
}
