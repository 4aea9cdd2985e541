package dev.tenon.rest.access;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RolePatch;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;

/** Roles, what they permit, and who holds them. */
final class RoleRoutes {

    private final Roles roles;

    RoleRoutes(Roles roles) {
        this.roles = roles;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/roles", SIGNED_IN, this::list).query("organizationId", "limit", "cursor"));
        routes.add(post("/v1/roles", SIGNED_IN, this::create));
        routes.add(get("/v1/roles/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/roles/{id}", SIGNED_IN, this::update));
        routes.add(delete("/v1/roles/{id}", SIGNED_IN, this::remove).query("evenIfHeld"));
        routes.add(put("/v1/roles/{id}/permissions/{permissionId}", SIGNED_IN, this::grant));
        routes.add(delete("/v1/roles/{id}/permissions/{permissionId}", SIGNED_IN, this::revoke));
        routes.add(get("/v1/users/{id}/roles", SIGNED_IN, this::listOf).query("organizationId"));
        routes.add(put("/v1/users/{id}/roles/{roleId}", SIGNED_IN, this::assign));
        routes.add(delete("/v1/users/{id}/roles/{roleId}", SIGNED_IN, this::unassign));
    }

    private Answer list(Call call) {
        OrganizationId organization = RoleRequest.organization(call.query().text("organizationId"));
        return call.page(page -> roles.list(call.actor(), organization, page), RoleResponse::from);
    }

    private Answer create(Call call) {
        NewRole wanted = RoleRequest.create(call.fields());
        return call.once(
                Role.class,
                actor -> roles.create(actor, wanted),
                role -> RoleResponse.answer(201, role).with("Location", call.location("/v1/roles/" + role.id())));
    }

    private Answer show(Call call) {
        return RoleResponse.answer(200, roles.get(call.actor(), role(call, "id")));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        RolePatch patch = RoleRequest.patch(call.fields());
        return RoleResponse.answer(200, roles.update(call.actor(), role(call, "id"), patch, expected));
    }

    private Answer remove(Call call) {
        roles.delete(call.actor(), role(call, "id"), call.query().flag("evenIfHeld"), call.ifMatchOrAny());
        return Answer.empty(204);
    }

    private Answer grant(Call call) {
        roles.grant(call.actor(), role(call, "id"), permission(call));
        return Answer.empty(204);
    }

    private Answer revoke(Call call) {
        roles.revoke(call.actor(), role(call, "id"), permission(call));
        return Answer.empty(204);
    }

    private Answer listOf(Call call) {
        OrganizationId organization = RoleRequest.organization(call.query().text("organizationId"));
        return call.all(
                organization == null
                        ? roles.rolesOf(call.actor(), Ids.person(call))
                        : roles.rolesOf(call.actor(), Ids.person(call), organization),
                RoleResponse::from);
    }

    private Answer assign(Call call) {
        roles.assign(call.actor(), Ids.person(call), role(call, "roleId"));
        return Answer.empty(204);
    }

    private Answer unassign(Call call) {
        roles.unassign(call.actor(), Ids.person(call), role(call, "roleId"));
        return Answer.empty(204);
    }

    private static RoleId role(Call call, String name) {
        return Ids.parse(call.path(name), RoleId::parse, RoleId::new);
    }

    private static PermissionId permission(Call call) {
        return Ids.parse(call.path("permissionId"), PermissionId::parse, PermissionId::new);
    }
}
