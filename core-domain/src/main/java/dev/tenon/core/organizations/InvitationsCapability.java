package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the capability that invites. */
record InvitationsCapability(Invitations invitations, List<BackgroundJob> jobs) {

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_FORGETTING = Duration.ofMinutes(10);
    private static final Actor REVOKING = Actor.system("revoke-invitations");

    /**
     * Builds the capability.
     *
     * @param kept for how long invitations are kept that are not open any more; {@code null} for ever
     */
    static InvitationsCapability of(
            Kernel kernel, OrganizationPolicy policy, InvitationPolicy inviting, @Nullable Period kept) {
        InvitationNews news =
                new InvitationNews(kernel.storage().accounts(), kernel.storage().members());
        InvitationLimits limits = new InvitationLimits(kernel, inviting);
        EndedInvitations ended = ended(kernel);
        InvitationService invitations = new InvitationService(
                kernel,
                inviting,
                new InvitationAuthority(new Memberships(kernel.storage())),
                new InvitationAnswers(kernel, new Joining(kernel, policy), news),
                news,
                limits);
        return new InvitationsCapability(
                invitations,
                List.of(
                        Job.of("expire-invitations", PAUSE, invitations::expire),
                        Job.of(
                                "revoke-invitations",
                                PAUSE,
                                () -> kernel.changes().commit(REVOKING, kernel.now(), ended::ofInactive)),
                        Job.of("forget-invitation-mails", BETWEEN_FORGETTING, limits::forget),
                        Job.forgetting(
                                "forget-invitations",
                                kernel,
                                kept,
                                before -> kernel.storage().invitations().deleteOver(before, Job.BATCH))));
    }

    private static EndedInvitations ended(Kernel kernel) {
        return new EndedInvitations(kernel.storage().invitations());
    }

    /** What the end of an account ends here. */
    static AccountParticipant participant(Kernel kernel) {
        return ended(kernel);
    }

    /** What the end of a membership, or of an organization, ends here. */
    static OrganizationParticipant organizationParticipant(Kernel kernel) {
        return ended(kernel);
    }

    /** What invitations hold about people. */
    static PersonalDataParticipant personalData(Kernel kernel) {
        return new InvitationData(
                StoredPersonalData.of(
                        kernel, PersonalTable.erased("invitations"), PersonalTable.erased("invitation_mails")),
                ended(kernel));
    }
}
