package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationFilter;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.InvitationRefusal;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.ports.organizations.NewInvitation;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.spi.InvitationStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InvitationService implements Invitations {

    private static final String TABLE = "invitations";
    private static final Actor JOB = Actor.system("expire-invitations");

    private final Kernel kernel;
    private final InvitationPolicy policy;
    private final InvitationAuthority authority;
    private final InvitationAnswers answers;
    private final InvitationNews news;
    private final InvitationLimits limits;
    private final InvitationStore invitations;
    private final Locking locking;

    InvitationService(
            Kernel kernel,
            InvitationPolicy policy,
            InvitationAuthority authority,
            InvitationAnswers answers,
            InvitationNews news,
            InvitationLimits limits) {
        this.kernel = kernel;
        this.policy = policy;
        this.authority = authority;
        this.answers = answers;
        this.news = news;
        this.limits = limits;
        this.invitations = kernel.storage().invitations();
        this.locking = new Locking(kernel.storage());
    }

    @Override
    public Invitation invite(Actor actor, OrganizationId organization, NewInvitation wanted) {
        authority.give(actor, organization, wanted.role());
        EmailAddress email = EmailAddress.require(wanted.email(), "/email");
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Organization into = locking.organization(actor, organization, peopleAt(email));
            authority.give(actor, organization, wanted.role());
            Invitation invitation = Invitation.pending(
                    new InvitationId(kernel.ids().next()),
                    into,
                    email,
                    wanted.role(),
                    actor.userId(),
                    now,
                    now.plus(policy.lifetime()));
            invitations
                    .expire(organization, email, now)
                    .ifPresent(former -> audit(change, "invitation.expired", former));
            requireNoMember(organization, email);
            requireRoom(organization, now);
            Token token = kernel.secrets().newToken(Token.MAIL);
            String digest = kernel.secrets().digest(token);
            if (!invitations.insert(invitation, digest)) {
                throw InvitationRefusal.PENDING.refusal();
            }
            limits.count(invitation);
            audit(change, "invitation.created", invitation);
            news.invited(change, invitation, token, digest);
            return invitation;
        });
    }

    @Override
    public Page<Invitation> list(
            Actor actor, OrganizationId organization, @Nullable InvitationStatus status, PageRequest page) {
        authority.see(actor, organization);
        Instant now = kernel.now();
        return invitations
                .list(InvitationFilter.of(organization).only(status), now, page)
                .map(invitation -> invitation.at(now));
    }

    @Override
    public Invitation resend(Actor actor, OrganizationId organization, InvitationId id) {
        authority.run(actor, organization);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            locking.organization(
                    actor, organization, peopleAt(in(organization, id).email()));
            authority.run(actor, organization);
            Invitation before = in(organization, id);
            authority.give(actor, organization, before.role());
            if (!before.isPendingAt(now) && !before.hasExpiredAt(now)) {
                throw InvitationRefusal.ANSWERED.refusal();
            }
            requireNoMember(organization, before.email());
            if (!before.isPendingAt(now)) {
                requireRoom(organization, now);
            }
            Token token = kernel.secrets().newToken(Token.MAIL);
            String digest = kernel.secrets().digest(token);
            Invitation after = invitations
                    .renew(id, digest, actor.userId(), now, now.plus(policy.lifetime()))
                    .orElseThrow(InvitationRefusal.PENDING::refusal);
            limits.count(after);
            audit(change, "invitation.resent", after);
            InvitationNews.over(change, before);
            news.invited(change, after, token, digest);
            return after;
        });
    }

    @Override
    public void revoke(Actor actor, OrganizationId organization, InvitationId id) {
        authority.run(actor, organization);
        kernel.changes().commit(actor, kernel.now(), change -> {
            locking.organization(actor, organization);
            authority.run(actor, organization);
            Invitation before = in(organization, id);
            authority.give(actor, organization, before.role());
            Optional<Invitation> revoked = invitations.revoke(id);
            if (revoked.isEmpty() && before.status() != InvitationStatus.REVOKED) {
                throw InvitationRefusal.ANSWERED.refusal();
            }
            revoked.ifPresent(after -> {
                audit(change, "invitation.revoked", after);
                InvitationNews.over(change, after);
            });
            return before;
        });
    }

    @Override
    public Page<Invitation> mine(Actor actor, PageRequest page) {
        Account account = answers.reader(actor);
        return account.emailVerified()
                ? invitations.list(InvitationFilter.pendingFor(account.email()), kernel.now(), page)
                : new Page<>(List.of(), null);
    }

    @Override
    public Invitation accept(Actor actor, String token) {
        return answers.accept(actor, token);
    }

    @Override
    public Invitation accept(Actor actor, InvitationId id) {
        return answers.accept(actor, id);
    }

    @Override
    public void decline(Actor actor, String token) {
        answers.decline(actor, token);
    }

    @Override
    public void decline(Actor actor, InvitationId id) {
        answers.decline(actor, id);
    }

    /** Notes which invitations nobody answered in time; they are refused and read as expired before that already. */
    int expire() {
        Instant now = kernel.now();
        return kernel.changes().commit(JOB, now, change -> {
            List<Invitation> expired = invitations.expire(now, Job.BATCH);
            expired.forEach(invitation -> audit(change, "invitation.expired", invitation));
            return expired.size();
        });
    }

    /** The account that an address has: the mail will name it, so it is locked before the organization is. */
    private UserId[] peopleAt(EmailAddress email) {
        return kernel.storage().accounts().findByEmail(email).map(Account::id).stream()
                .toArray(UserId[]::new);
    }

    private Invitation in(OrganizationId organization, InvitationId id) {
        return invitations
                .find(id)
                .filter(invitation -> invitation.organizationId().equals(organization))
                .orElseThrow(InvitationRefusal.NOT_FOUND::refusal);
    }

    /** Whoever invites sees the members anyway; of accounts elsewhere nothing is asked. */
    private void requireNoMember(OrganizationId organization, EmailAddress email) {
        boolean isMember = kernel.storage()
                .accounts()
                .findByEmail(email)
                .flatMap(account -> kernel.storage().members().roleOf(organization, account.id()))
                .isPresent();
        if (isMember) {
            throw InvitationRefusal.ALREADY_MEMBER.refusal();
        }
    }

    private void requireRoom(OrganizationId organization, Instant now) {
        if (invitations.countPending(organization, now) >= policy.mostPending()) {
            throw InvitationRefusal.TOO_MANY.because(
                    "There are " + policy.mostPending() + " open invitations already.");
        }
    }

    static void audit(Change change, String action, Invitation invitation) {
        change.audit(AuditEntry.of(action, TABLE, invitation.id())
                .in(invitation.organizationId())
                .with("role", invitation.role().word()));
    }
}
