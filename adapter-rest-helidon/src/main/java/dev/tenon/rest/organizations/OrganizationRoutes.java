package dev.tenon.rest.organizations;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.OrganizationPatch;
import dev.tenon.ports.organizations.Organizations;
import dev.tenon.ports.organizations.SeenOrganization;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import java.util.List;

/** Organizations. */
final class OrganizationRoutes {

    private final Organizations organizations;

    OrganizationRoutes(Organizations organizations) {
        this.organizations = organizations;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/organizations", SIGNED_IN, this::list).query("q", "slug", "all", "limit", "cursor"));
        routes.add(post("/v1/organizations", SIGNED_IN, this::create));
        routes.add(get("/v1/organizations/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/organizations/{id}", SIGNED_IN, this::update));
        routes.add(delete("/v1/organizations/{id}", SIGNED_IN, this::remove));
        routes.add(get("/v1/organizations/{id}/deletion", SIGNED_IN, this::blockers));
        routes.add(put("/v1/organizations/{id}/owner", SIGNED_IN, this::transfer)
                .taking(Takes.JSON)
                .answering(Answer.JSON));
    }

    private Answer list(Call call) {
        OrganizationFilter filter = OrganizationFilter.of(call.query().flag("all"))
                .search(call.query().text("q"))
                .ofSlug(call.query().text("slug"));
        return call.page(page -> organizations.list(call.actor(), filter, page), OrganizationResponse::from);
    }

    private Answer create(Call call) {
        NewOrganization wanted = OrganizationRequest.create(call.fields());
        return call.once(
                SeenOrganization.class,
                actor -> organizations.create(actor, wanted),
                made -> OrganizationResponse.answer(201, made)
                        .with(
                                "Location",
                                call.location("/v1/organizations/"
                                        + made.organization().id())));
    }

    private Answer show(Call call) {
        return OrganizationResponse.answer(200, organizations.get(call.actor(), organization(call)));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        OrganizationPatch patch = OrganizationRequest.patch(call.fields());
        return OrganizationResponse.answer(
                200, organizations.update(call.actor(), organization(call), patch, expected));
    }

    private Answer remove(Call call) {
        organizations.delete(call.actor(), organization(call), call.ifMatchOrAny());
        return Answer.empty(204);
    }

    private Answer blockers(Call call) {
        List<BlockerResponse> blockers = organizations.blockers(call.actor(), organization(call)).stream()
                .map(BlockerResponse::from)
                .toList();
        return Answer.json(200, new DeletionResponse(blockers.isEmpty(), blockers));
    }

    private Answer transfer(Call call) {
        OrganizationRequest.Transfer transfer = OrganizationRequest.Transfer.read(call.fields());
        return OrganizationResponse.answer(
                200, organizations.transfer(call.actor(), organization(call), transfer.to(), transfer.keepAs()));
    }

    static OrganizationId organization(Call call) {
        return Ids.parse(call.path("id"), OrganizationId::parse, OrganizationId::new);
    }

    private record DeletionResponse(boolean isPossible, List<BlockerResponse> blockers) {}

    private record BlockerResponse(String code, String table, String recordId, String detail) {

        static BlockerResponse from(DeletionBlocker blocker) {
            return new BlockerResponse(
                    blocker.reason().code(),
                    blocker.table(),
                    blocker.recordId(),
                    blocker.reason().remedy());
        }
    }
}
