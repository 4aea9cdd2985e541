package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Unnoticed;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationFilter;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.spi.InvitationStore;
import dev.tenon.ports.organizations.spi.InvitationStore.Offers;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what those offered who are shut out: whoever is banned, or removed from an organization by others, has no way back
 * by an old mail, and neither has who was in somebody else's account. Who leaves or is erased leaves no offer behind to run the
 * organization; what else they offered stays.
 */
record EndedInvitations(InvitationStore invitations) implements AccountParticipant, OrganizationParticipant {

    private static final Set<MemberRole> RUNNING = EnumSet.allOf(MemberRole.class).stream()
            .filter(MemberRole::manages)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public void reclaimed(Change change, Account account, Instant since) {
        revokeAll(change, Offers.of(account.id()).since(Unnoticed.before(since)));
    }

    /**
     * The account that is being erased is still said to be active. What is more than a batch, the job takes back; until then nobody
     * is let in by it.
     */
    @Override
    public void deactivated(Change change, Account account) {
        if (!account.isActive()) {
            revoked(change, invitations.revoke(Offers.of(account.id()), Job.BATCH));
        }
    }

    /** Takes back what is left of those who are not active any more, a batch of it. */
    int ofInactive(Change change) {
        return revoked(change, invitations.revokeOfInactive(Job.BATCH));
    }

    @Override
    public void memberLeft(Change change, OrganizationId organization, UserId member) {
        Offers offers = Offers.of(member).into(organization);
        revokeAll(change, change.actor().is(member) ? offers.as(RUNNING) : offers);
    }

    /** A member is less than before, or more: what they cannot give as that is taken back. */
    void lessened(Change change, Member before, MemberRole now) {
        Set<MemberRole> beyond = EnumSet.allOf(MemberRole.class).stream()
                .filter(role -> !InvitationAuthority.gives(now, role))
                .collect(Collectors.toUnmodifiableSet());
        revokeAll(
                change, Offers.of(before.userId()).into(before.organizationId()).as(beyond));
    }

    /** Somebody is about to be erased, and will not be named any more: not by a mail that waits either. */
    void erased(Change change, UserId person) {
        revokeAll(change, Offers.of(person).as(RUNNING));
        PageRequest page = PageRequest.first(PageRequest.HIGHEST_LIMIT);
        Position next = left(change, person, page);
        while (next != null) {
            next = left(change, person, new PageRequest(PageRequest.HIGHEST_LIMIT, next));
        }
    }

    private @Nullable Position left(Change change, UserId person, PageRequest page) {
        Page<Invitation> some = invitations.list(InvitationFilter.pendingBy(person), change.now(), page);
        some.items().forEach(invitation -> InvitationNews.unsent(change, invitation));
        return some.nextPosition();
    }

    @Override
    public void deleted(Change change, OrganizationId organization) {
        revoked(change, invitations.deleteAll(organization));
    }

    private void revokeAll(Change change, Offers offers) {
        while (revoked(change, invitations.revoke(offers, Job.BATCH)) == Job.BATCH) {
            // The next batch, in the same commit: nothing of it may stay.
        }
    }

    private static int revoked(Change change, List<Invitation> taken) {
        taken.forEach(invitation -> {
            InvitationService.audit(change, "invitation.revoked", invitation);
            InvitationNews.over(change, invitation);
        });
        return taken.size();
    }
}
