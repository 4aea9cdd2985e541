package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.InvitationRefusal;
import dev.tenon.ports.organizations.spi.InvitationMailStore;
import dev.tenon.ports.organizations.spi.InvitationMailStore.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many mails of invitations go out. Each counts, the first one and those that are sent again, whatever becomes of the
 * invitation, of the organization and of whoever sent it.
 */
final class InvitationLimits {

    private static final String PURPOSE = "invitation-mails";
    private static final Duration DAY = Duration.ofDays(1);

    private final Kernel kernel;
    private final InvitationPolicy policy;
    private final InvitationMailStore mails;

    InvitationLimits(Kernel kernel, InvitationPolicy policy) {
        this.kernel = kernel;
        this.policy = policy;
        this.mails = kernel.storage().invitationMails();
    }

    /**
     * Counts the mail that is about to go out, if it may.
     *
     * @throws dev.tenon.ports.kernel.Refusal {@link InvitationRefusal#TOO_OFTEN} with the time until it may
     */
    void count(Invitation invitation) {
        String address = kernel.secrets().pseudonym(PURPOSE, invitation.email().value());
        OrganizationId organization = invitation.organizationId();
        UserId sender = invitation.invitedBy();
        Instant now = invitation.sentAt();
        mails.hold(address);
        require(Sent.of(organization).at(address), 1, policy.betweenMails(), now, InvitationRefusal.TOO_OFTEN.title());
        String much = "This address got as many invitations within a day as one address may get.";
        require(Sent.to(address), policy.mostADay(), DAY, now, much);
        require(Sent.of(organization).at(address), policy.mostADayFromOne(), DAY, now, much);
        require(
                Sent.of(organization),
                policy.mostADayToAll(),
                DAY,
                now,
                "The organization sent as many invitations within a day as it may.");
        if (sender != null) {
            require(Sent.by(sender).at(address), policy.mostADayFromOne(), DAY, now, much);
            require(
                    Sent.by(sender),
                    policy.mostADayToAll(),
                    DAY,
                    now,
                    "You sent as many invitations within a day as one person may.");
        }
        mails.insert(address, organization, sender, now);
    }

    private void require(Sent which, int most, Duration within, Instant now, String otherwise) {
        Optional<Instant> first = mails.sentAt(which, most, now.minus(within));
        if (first.isPresent()) {
            throw InvitationRefusal.TOO_OFTEN
                    .because(otherwise)
                    .withRetryAfter(Duration.between(now, first.get().plus(within)));
        }
    }

    /** Forgets what counts no more, a batch of it. */
    int forget() {
        Duration counted = policy.betweenMails().compareTo(DAY) > 0 ? policy.betweenMails() : DAY;
        Instant before = kernel.now().minus(counted);
        return kernel.storage().unitOfWork().run(() -> mails.deleteBefore(before, Job.BATCH));
    }
}
