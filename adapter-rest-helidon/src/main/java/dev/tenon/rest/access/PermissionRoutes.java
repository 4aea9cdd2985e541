package dev.tenon.rest.access;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionPatch;
import dev.tenon.ports.access.Permissions;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;

/** What roles can permit, and whether somebody may. */
final class PermissionRoutes {

    private static final String[] READ_ONLY = {"id", "isBuiltIn", "createdAt", "updatedAt"};

    private final Permissions permissions;

    PermissionRoutes(Permissions permissions) {
        this.permissions = permissions;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/permissions", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(post("/v1/permissions", SIGNED_IN, this::create));
        routes.add(get("/v1/permissions/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/permissions/{id}", SIGNED_IN, this::update));
        routes.add(delete("/v1/permissions/{id}", SIGNED_IN, this::remove).query("evenIfGranted"));
        routes.add(post("/v1/permission-checks", SIGNED_IN, this::check).reading());
    }

    private Answer list(Call call) {
        return call.page(page -> permissions.list(call.actor(), page), PermissionResponse::from);
    }

    private Answer create(Call call) {
        Fields fields = call.fields();
        NewPermission wanted = new NewPermission(
                fields.text("permissionName"), fields.nullableText("description"), fields.nullableText("feature"));
        fields.close(READ_ONLY);
        return call.once(
                PermissionEntry.class,
                actor -> permissions.create(actor, wanted),
                permission -> PermissionResponse.answer(201, permission)
                        .with("Location", call.location("/v1/permissions/" + permission.id())));
    }

    private Answer show(Call call) {
        return PermissionResponse.answer(200, permissions.get(call.actor(), permission(call)));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        PermissionPatch patch = new PermissionPatch(fields.patchedText("description"), fields.patchedText("feature"));
        fields.close("id", "permissionName", "isBuiltIn", "createdAt", "updatedAt");
        return PermissionResponse.answer(200, permissions.update(call.actor(), permission(call), patch, expected));
    }

    private Answer remove(Call call) {
        permissions.delete(call.actor(), permission(call), call.query().flag("evenIfGranted"), call.ifMatchOrAny());
        return Answer.empty(204);
    }

    private Answer check(Call call) {
        PermissionCheckRequest request = PermissionCheckRequest.read(call.fields());
        return call.all(
                permissions.check(call.actor(), request.checks(), request.about(), request.explain()),
                PermissionAnswerResponse::from);
    }

    private static PermissionId permission(Call call) {
        return Ids.parse(call.path("id"), PermissionId::parse, PermissionId::new);
    }
}
