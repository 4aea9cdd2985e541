package dev.tenon.rest.organizations;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;

import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberPatch;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Members;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.EnumSet;

/** Who belongs to an organization. */
final class MemberRoutes {

    private final Members members;

    MemberRoutes(Members members) {
        this.members = members;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/organizations/{id}/members", SIGNED_IN, this::list).query("q", "role", "limit", "cursor"));
        routes.add(get("/v1/organizations/{id}/members/{userId}", SIGNED_IN, this::show));
        routes.add(patch("/v1/organizations/{id}/members/{userId}", SIGNED_IN, this::update));
        routes.add(delete("/v1/organizations/{id}/members/{userId}", SIGNED_IN, this::remove));
    }

    private Answer list(Call call) {
        MemberFilter filter =
                new MemberFilter(call.query().text("q"), call.query().word("role", MemberRole.class));
        return call.page(
                page -> members.list(call.actor(), OrganizationRoutes.organization(call), filter, page),
                MemberResponse::from);
    }

    private Answer show(Call call) {
        return MemberResponse.answer(members.get(call.actor(), OrganizationRoutes.organization(call), member(call)));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        MemberPatch patch = patchOf(call.fields());
        return MemberResponse.answer(
                members.update(call.actor(), OrganizationRoutes.organization(call), member(call), patch, expected));
    }

    /** A merge patch: {@code {role?, notificationsEnabled?}}. */
    private static MemberPatch patchOf(Fields fields) {
        MemberPatch patch = new MemberPatch(
                fields.word("role", EnumSet.allOf(MemberRole.class)), fields.optionalFlag("notificationsEnabled"));
        fields.close("userId", "userName", "email", "joinedAt");
        return patch;
    }

    private Answer remove(Call call) {
        members.remove(call.actor(), OrganizationRoutes.organization(call), member(call));
        return Answer.empty(204);
    }

    private static UserId member(Call call) {
        return Ids.parse(call.path("userId"), UserId::parse, UserId::new);
    }
}
