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
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationFilter;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.InvitationRefusal;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.ports.organizations.NewInvitation;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.spi.InvitationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InvitationService implements Invitations {

    private static final String TABLE = "invitations";
    private static final Actor JOB = Actor.system("expire-invitations");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration A_WHILE = Duration.ofHours(1);

    private final Kernel kernel;
    private final InvitationPolicy policy;
    private final InvitationAuthority authority;
    private final InvitationAnswers answers;
    private final InvitationNews news;
    private final InvitationStore invitations;

    InvitationService(
            Kernel kernel,
            InvitationPolicy policy,
            InvitationAuthority authority,
            InvitationAnswers answers,
            InvitationNews news) {
        this.kernel = kernel;
        this.policy = policy;
        this.authority = authority;
        this.answers = answers;
        this.news = news;
        this.invitations = kernel.storage().invitations();
    }

    @Override
    public Invitation invite(Actor actor, OrganizationId organization, NewInvitation wanted) {
        authority.give(actor, organization, wanted.role());
        EmailAddress email = EmailAddress.require(wanted.email(), "/email");
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Organization into = locked(organization);
            authority.give(actor, organization, wanted.role());
            Invitation invitation = new Invitation(
                    new InvitationId(kernel.ids().next()),
                    organization,
                    into.name(),
                    email,
                    wanted.role(),
                    InvitationStatus.PENDING,
                    actor.userId(),
                    now,
                    now,
                    now.plus(policy.lifetime()),
                    null,
                    null);
            invitations
                    .expire(organization, email, now)
                    .ifPresent(former -> audit(change, "invitation.expired", former));
            requireNoMember(organization, email);
            Instant lastSent = invitations.lastSent(organization, email).orElse(Instant.MIN);
            requireRoom(invitation, now);
            Token token = kernel.secrets().newToken(Token.MAIL);
            if (!invitations.insert(invitation, kernel.secrets().digest(token))) {
                throw InvitationRefusal.PENDING.refusal();
            }
            requirePause(lastSent, now);
            audit(change, "invitation.created", invitation);
            news.invited(change, invitation, token);
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
            locked(organization);
            authority.run(actor, organization);
            Invitation before = in(organization, id);
            authority.give(actor, organization, before.role());
            if (!before.isPendingAt(now) && !before.hasExpiredAt(now)) {
                throw InvitationRefusal.ANSWERED.refusal();
            }
            requireNoMember(organization, before.email());
            requirePause(invitations.lastSent(organization, before.email()).orElse(before.sentAt()), now);
            if (!before.isPendingAt(now)) {
                requireRoom(before, now);
            }
            Token token = kernel.secrets().newToken(Token.MAIL);
            Invitation after = invitations
                    .renew(id, kernel.secrets().digest(token), now, now.plus(policy.lifetime()))
                    .orElseThrow(InvitationRefusal.PENDING::refusal);
            audit(change, "invitation.resent", after);
            news.invited(change, after, token);
            return after;
        });
    }

    @Override
    public void revoke(Actor actor, OrganizationId organization, InvitationId id) {
        authority.run(actor, organization);
        kernel.changes().commit(actor, kernel.now(), change -> {
            locked(organization);
            authority.run(actor, organization);
            Invitation before = in(organization, id);
            authority.give(actor, organization, before.role());
            Optional<Invitation> revoked = invitations.revoke(id);
            if (revoked.isEmpty() && before.status() != InvitationStatus.REVOKED) {
                throw InvitationRefusal.ANSWERED.refusal();
            }
            revoked.ifPresent(after -> audit(change, "invitation.revoked", after));
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

    private Organization locked(OrganizationId organization) {
        return kernel.storage().organizations().lock(organization).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
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

    private void requireRoom(Invitation invitation, Instant now) {
        if (invitations.countPending(invitation.organizationId(), now) >= policy.mostPending()) {
            throw InvitationRefusal.TOO_MANY.because(
                    "There are " + policy.mostPending() + " open invitations already.");
        }
        if (invitations.countSent(invitation.email(), now.minus(DAY)) >= policy.mostADay()) {
            throw InvitationRefusal.TOO_OFTEN
                    .because("This address got as many invitations within a day as one address may get.")
                    .withRetryAfter(A_WHILE);
        }
    }

    private void requirePause(Instant lastSent, Instant now) {
        Instant earliest = now.minus(policy.betweenMails());
        if (lastSent.isAfter(earliest)) {
            throw InvitationRefusal.TOO_OFTEN.retryAfter(Duration.between(earliest, lastSent));
        }
    }

    static void audit(Change change, String action, Invitation invitation) {
        change.audit(AuditEntry.of(action, TABLE, invitation.id())
                .in(invitation.organizationId())
                .with("role", invitation.role().name().toLowerCase(Locale.ROOT)));
    }
}
