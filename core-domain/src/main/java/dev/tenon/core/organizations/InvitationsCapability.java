package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import java.time.Duration;
import java.util.List;

/** The part of the capability that invites. */
record InvitationsCapability(Invitations invitations, List<BackgroundJob> jobs) {

    private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(1);

    /** Builds the capability. */
    static InvitationsCapability of(Kernel kernel, OrganizationPolicy policy, InvitationPolicy inviting) {
        InvitationNews news = new InvitationNews(kernel.storage().accounts());
        InvitationService invitations = new InvitationService(
                kernel,
                inviting,
                new InvitationAuthority(new Memberships(kernel.storage())),
                new InvitationAnswers(kernel, new Joining(kernel, policy), news),
                news);
        return new InvitationsCapability(
                invitations, List.of(Job.of("expire-invitations", BETWEEN_EXPIRIES, invitations::expire)));
    }

    /** What the end of an account ends here. */
    static AccountParticipant participant(Kernel kernel) {
        return new EndedInvitations(kernel.storage().invitations());
    }

    /** What the end of a membership, or of an organization, ends here. */
    static OrganizationParticipant organizationParticipant(Kernel kernel) {
        return new EndedInvitations(kernel.storage().invitations());
    }

    /**
     * What invitations hold about people. Erased before memberships are: what an erased person offered to others stays, and is
     * theirs no more when the membership ends.
     */
    static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, PersonalTable.erased("invitations"));
    }
}
