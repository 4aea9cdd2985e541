package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationRefusal;
import dev.tenon.ports.organizations.spi.InvitationStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the invited say. Locks are taken as everywhere, account before organization before invitation, and the token is spent by
 * one conditional statement: of all who come with it, one has it.
 */
final class InvitationAnswers {

    private final Kernel kernel;
    private final Joining joining;
    private final InvitationNews news;
    private final InvitationStore invitations;
    private final AccountStore accounts;
    private final Locking locking;

    InvitationAnswers(Kernel kernel, Joining joining, InvitationNews news) {
        this.kernel = kernel;
        this.joining = joining;
        this.news = news;
        this.invitations = kernel.storage().invitations();
        this.accounts = kernel.storage().accounts();
        this.locking = new Locking(kernel.storage());
    }

    /** An invitation that somebody names, by its token or by its id. */
    private record Named(Invitation invitation, @Nullable String digest) {}

    /** Whose own invitations these are. */
    Account reader(Actor actor) {
        return accounts.find(Authorizer.own(actor, Permission.MEMBERSHIPS_READ))
                .filter(Account::isActive)
                .orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
    }

    Invitation accept(Actor actor, String token) {
        return accept(actor, themselves(actor), () -> byToken(token));
    }

    Invitation accept(Actor actor, InvitationId id) {
        UserId person = themselves(actor);
        return accept(actor, person, () -> byId(person, id));
    }

    private Invitation accept(Actor actor, UserId person, Supplier<Named> naming) {
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            lockPeople(actor, naming.get());
            Named named = naming.get();
            requireOpen(named.invitation(), now);
            requireInvited(
                    accounts.find(person).orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal), named.invitation());
            // From here on nobody's role changes.
            if (locking.ifThere(named.invitation().organizationId()).isEmpty()) {
                throw InvitationRefusal.GONE.refusal();
            }
            requireStillGiven(naming.get().invitation());
            Invitation accepted = invitations
                    .accept(named.invitation().id(), named.digest(), person, now)
                    .orElseThrow(InvitationRefusal.GONE::refusal);
            joining.join(change, accepted.organizationId(), person, accepted.role());
            InvitationService.audit(change, "invitation.accepted", accepted);
            news.accepted(change, accepted);
            return accepted;
        });
    }

    /** Of who answers and of who invited, who is told: both before the organization, by id. */
    private void lockPeople(Actor actor, Named named) {
        UserId inviter = named.invitation().invitedBy();
        locking.accounts(actor, inviter == null ? List.of() : List.of(inviter));
    }

    /**
     * Whoever invited and can give the role no more, because it was taken from them or they are shut out, gives it by no old mail
     * either.
     */
    private void requireStillGiven(Invitation invitation) {
        UserId inviter = invitation.invitedBy();
        if (inviter != null && (isShutOut(inviter) || isTaken(invitation, inviter))) {
            throw InvitationRefusal.GONE.refusal();
        }
    }

    private boolean isShutOut(UserId inviter) {
        return accounts.find(inviter).filter(Account::isActive).isEmpty();
    }

    private boolean isTaken(Invitation invitation, UserId inviter) {
        return kernel.storage()
                .members()
                .roleOf(invitation.organizationId(), inviter)
                .filter(role -> !InvitationAuthority.gives(role, invitation.role()))
                .isPresent();
    }

    void decline(Actor actor, String token) {
        decline(actor, () -> byToken(token));
    }

    void decline(Actor actor, InvitationId id) {
        UserId person = themselves(actor);
        decline(actor, () -> byId(person, id));
    }

    private void decline(Actor actor, Supplier<Named> naming) {
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            lockPeople(actor, naming.get());
            Named named = naming.get();
            requireOpen(named.invitation(), now);
            Invitation declined = invitations
                    .decline(named.invitation().id(), named.digest(), now)
                    .orElseThrow(InvitationRefusal.GONE::refusal);
            InvitationService.audit(change, "invitation.declined", declined);
            news.declined(change, declined);
            return declined;
        });
    }

    private UserId themselves(Actor actor) {
        UserId person = Authorizer.own(actor, Permission.MEMBERSHIPS_WRITE);
        Memberships.notInAnothersName(actor);
        return person;
    }

    private Named byToken(String text) {
        String digest = Token.parse(Token.MAIL, text)
                .map(token -> kernel.secrets().digest(token))
                .orElseThrow(InvitationRefusal.GONE::refusal);
        return new Named(invitations.findByDigest(digest).orElseThrow(InvitationRefusal.GONE::refusal), digest);
    }

    /** For whose verified address it is not, there is no such invitation. */
    private Named byId(UserId person, InvitationId id) {
        Account account = accounts.find(person).orElseThrow(RequestRefusal.UNAUTHENTICATED::refusal);
        return invitations
                .find(id)
                .filter(found -> account.emailVerified() && found.email().equals(account.email()))
                .map(found -> new Named(found, null))
                .orElseThrow(InvitationRefusal.NOT_FOUND::refusal);
    }

    private static void requireOpen(Invitation invitation, Instant now) {
        if (invitation.hasExpiredAt(now)) {
            throw InvitationRefusal.EXPIRED.refusal();
        }
        if (!invitation.isPendingAt(now)) {
            throw InvitationRefusal.GONE.refusal();
        }
    }

    private static void requireInvited(Account account, Invitation invitation) {
        if (!account.email().equals(invitation.email())) {
            throw InvitationRefusal.ANOTHER_ADDRESS.refusal();
        }
        if (!account.emailVerified()) {
            throw InvitationRefusal.ADDRESS_UNVERIFIED.refusal();
        }
    }
}
