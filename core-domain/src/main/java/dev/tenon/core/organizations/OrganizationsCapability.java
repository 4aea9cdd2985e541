package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.ports.organizations.Members;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.Organizations;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Organizations: the way into this package.
 *
 * @param personalData what is held about people, in the order of erasing
 */
public record OrganizationsCapability(
        Organizations organizations,
        Members members,
        Invitations invitations,
        List<PersonalDataParticipant> personalData,
        List<BackgroundJob> jobs) {

    /**
     * Builds the capability; the participants of others are called in the order of the list.
     *
     * @param kept for how long invitations are kept that are not open any more; {@code null} for ever
     */
    public static OrganizationsCapability of(
            Kernel kernel,
            OrganizationPolicy policy,
            InvitationPolicy inviting,
            @Nullable Period kept,
            List<OrganizationParticipant> others) {
        List<OrganizationParticipant> participants = new ArrayList<>(others);
        participants.add(InvitationsCapability.organizationParticipant(kernel));
        Departures departures = new Departures(kernel.storage().members(), participants);
        InvitationsCapability invitations = InvitationsCapability.of(kernel, policy, inviting, kept);
        return new OrganizationsCapability(
                new OrganizationService(kernel, policy, participants),
                new MemberService(kernel, departures),
                invitations.invitations(),
                List.of(InvitationsCapability.personalData(kernel), new MembershipData(kernel, departures)),
                invitations.jobs());
    }

    /** What the end of an account ends here. */
    public static AccountParticipant participant(Kernel kernel) {
        return InvitationsCapability.participant(kernel);
    }
}
