package dev.tenon.rest.organizations;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewInvitation;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.EnumSet;

/** Invitations into an organization, and what the invited say to them. */
final class InvitationRoutes {

    private static final String[] READ_ONLY = {
        "id",
        "organizationId",
        "organizationName",
        "status",
        "invitedBy",
        "createdAt",
        "sentAt",
        "expiresAt",
        "acceptedBy",
        "acceptedAt"
    };
    private static final String OF_ORGANIZATION = "/v1/organizations/{id}/invitations";

    private final Invitations invitations;

    InvitationRoutes(Invitations invitations) {
        this.invitations = invitations;
    }

    void routing(RouteTable routes) {
        routes.add(get(OF_ORGANIZATION, SIGNED_IN, this::list).query("status", "limit", "cursor"));
        routes.add(post(OF_ORGANIZATION, SIGNED_IN, this::invite).login());
        routes.add(delete(OF_ORGANIZATION + "/{invitationId}", SIGNED_IN, this::revoke));
        routes.add(post(OF_ORGANIZATION + "/{invitationId}/resend", SIGNED_IN, this::resend)
                .taking(Takes.NOTHING)
                .login());
        routes.add(get("/v1/invitations", SIGNED_IN, this::mine).query("limit", "cursor"));
        routes.add(
                post("/v1/invitations/accept", SIGNED_IN, this::acceptByToken).login());
        routes.add(post("/v1/invitations/decline", ANYBODY, this::declineByToken)
                .answering(null)
                .login());
        routes.add(post("/v1/invitations/{invitationId}/accept", SIGNED_IN, this::accept)
                .taking(Takes.NOTHING));
        routes.add(post("/v1/invitations/{invitationId}/decline", SIGNED_IN, this::decline)
                .taking(Takes.NOTHING)
                .answering(null));
    }

    private Answer list(Call call) {
        InvitationStatus status = call.query().word("status", InvitationStatus.class);
        OrganizationId organization = OrganizationRoutes.organization(call);
        return call.page(page -> invitations.list(call.actor(), organization, status, page), InvitationResponse::from);
    }

    private Answer invite(Call call) {
        Fields fields = call.fields();
        String email = fields.text("email");
        MemberRole role = fields.word("role", EnumSet.allOf(MemberRole.class));
        fields.close(READ_ONLY);
        NewInvitation wanted = new NewInvitation(email, role == null ? MemberRole.MEMBER : role);
        OrganizationId organization = OrganizationRoutes.organization(call);
        return call.once(
                Invitation.class,
                actor -> invitations.invite(actor, organization, wanted),
                invitation -> Answer.json(201, InvitationResponse.from(invitation)));
    }

    private Answer revoke(Call call) {
        invitations.revoke(call.actor(), OrganizationRoutes.organization(call), invitation(call));
        return Answer.empty(204);
    }

    private Answer resend(Call call) {
        OrganizationId organization = OrganizationRoutes.organization(call);
        InvitationId id = invitation(call);
        return call.once(Invitation.class, actor -> invitations.resend(actor, organization, id), InvitationRoutes::one);
    }

    private Answer mine(Call call) {
        return call.page(page -> invitations.mine(call.actor(), page), InvitationResponse::from);
    }

    private Answer acceptByToken(Call call) {
        String token = token(call);
        return call.once(Invitation.class, actor -> invitations.accept(actor, token), InvitationRoutes::one);
    }

    private Answer accept(Call call) {
        InvitationId id = invitation(call);
        return call.once(Invitation.class, actor -> invitations.accept(actor, id), InvitationRoutes::one);
    }

    private Answer declineByToken(Call call) {
        String token = token(call);
        return call.once(actor -> invitations.decline(actor, token), Answer.empty(204));
    }

    private Answer decline(Call call) {
        InvitationId id = invitation(call);
        return call.once(actor -> invitations.decline(actor, id), Answer.empty(204));
    }

    private static Answer one(Invitation invitation) {
        return Answer.json(200, InvitationResponse.from(invitation));
    }

    private static String token(Call call) {
        Fields fields = call.fields();
        String token = fields.text("token");
        fields.close();
        return token;
    }

    private static InvitationId invitation(Call call) {
        return Ids.parse(call.path("invitationId"), InvitationId::parse, InvitationId::new);
    }
}
