package dev.tenon.rest.access;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.access.Roles;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;

/** Roles, and who holds them. */
final class RoleRoutes {

    private final Roles roles;

    RoleRoutes(Roles roles) {
        this.roles = roles;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/roles", SIGNED_IN, this::list));
        routes.add(get("/v1/users/{id}/roles", SIGNED_IN, this::listOf));
        routes.add(put("/v1/users/{id}/roles/{roleId}", SIGNED_IN, this::assign));
        routes.add(delete("/v1/users/{id}/roles/{roleId}", SIGNED_IN, this::unassign));
    }

    private Answer list(Call call) {
        return call.all(roles.list(call.actor()), RoleResponse::from);
    }

    private Answer listOf(Call call) {
        return call.all(roles.rolesOf(call.actor(), Ids.person(call)), RoleResponse::from);
    }

    private Answer assign(Call call) {
        roles.assign(call.actor(), Ids.person(call), role(call));
        return Answer.empty(204);
    }

    private Answer unassign(Call call) {
        roles.unassign(call.actor(), Ids.person(call), role(call));
        return Answer.empty(204);
    }

    private static RoleId role(Call call) {
        return Ids.parse(call.path("roleId"), RoleId::parse, RoleId::new);
    }
}
