package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewInvitation;
import java.time.Duration;
import java.util.List;

/** Invitations. */
final class InvitationUseCases {

    private static final String BEN = "ben@example.org";
    private static final PageRequest FIRST = PageRequest.first(10);

    private InvitationUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes("invitations.invite", house -> {
                    OrganizationId acme = acme(house);
                    return () -> invited(house, acme);
                }),
                reads("invitations.list", house -> {
                    OrganizationId acme = acme(house);
                    invited(house, acme);
                    return () -> house.tenon.invitations().list(house.operator, acme, null, FIRST);
                }),
                changes("invitations.resend", house -> {
                    OrganizationId acme = acme(house);
                    Invitation invitation = invited(house, acme);
                    house.clock.advance(Duration.ofMinutes(1));
                    return () -> house.tenon.invitations().resend(house.operator, acme, invitation.id());
                }),
                changes("invitations.revoke", house -> {
                    OrganizationId acme = acme(house);
                    Invitation invitation = invited(house, acme);
                    return () -> house.tenon.invitations().revoke(house.operator, acme, invitation.id());
                }),
                reads("invitations.mine", house -> {
                    invited(house, acme(house));
                    Actor ben = house.aPerson(BEN);
                    return () -> house.tenon.invitations().mine(ben, FIRST);
                }),
                changes("invitations.accept", house -> {
                    Invitation invitation = invited(house, acme(house));
                    Actor ben = house.aPerson(BEN);
                    return () -> house.tenon.invitations().accept(ben, invitation.id());
                }),
                changes("invitations.decline", house -> {
                    invited(house, acme(house));
                    String token = house.mailedToken(BEN);
                    return () -> house.tenon.invitations().decline(house.anonymous, token);
                }));
    }

    private static OrganizationId acme(TenonInMemory house) {
        return house.storage.organizationFixture().found(house.anAccount(ANA).id());
    }

    private static Invitation invited(TenonInMemory house, OrganizationId acme) {
        return house.tenon.invitations().invite(house.operator, acme, new NewInvitation(BEN, MemberRole.ADMIN));
    }
}
