package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.organizations.Members;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.Organizations;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import java.util.List;

/** Organizations: the way into this package. */
public record OrganizationsCapability(
        Organizations organizations, Members members, PersonalDataParticipant personalData) {

    /** Builds the capability; participants are called in the order of the list. */
    public static OrganizationsCapability of(
            Kernel kernel, OrganizationPolicy policy, List<OrganizationParticipant> participants) {
        Departures departures = new Departures(kernel.storage().members(), participants);
        return new OrganizationsCapability(
                new OrganizationService(kernel, policy, participants),
                new MemberService(kernel, departures),
                new MembershipData(kernel, departures));
    }
}
