package dev.tenon.testkit;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationFilter;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.spi.InvitationStore;
import dev.tenon.testkit.Tables.InvitationRow;
import dev.tenon.testkit.Tables.PendingAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

final class InMemoryInvitationStore implements InvitationStore {

    private static final Comparator<Invitation> OLDEST_TERM_FIRST = Comparator.comparing(Invitation::expiresAt)
            .thenComparing(invitation -> invitation.id().value());

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryInvitationStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public boolean insert(Invitation invitation, String digest) {
        unitOfWork.required();
        if (!tables.pendingInvitations.insert(slot(invitation), invitation.id())) {
            return false;
        }
        Invitation stored = invitation.by(tables.unlessErased(invitation.invitedBy()));
        tables.invitations.put(invitation.id(), new InvitationRow(stored, digest));
        return true;
    }

    @Override
    public Optional<Invitation> find(InvitationId id) {
        return tables.invitations.find(id).map(InvitationRow::invitation).map(this::named);
    }

    @Override
    public Optional<Invitation> findByDigest(String digest) {
        return tables.invitations.rows(row -> row.digest().equals(digest)).stream()
                .map(InvitationRow::invitation)
                .map(this::named)
                .findFirst();
    }

    @Override
    public Page<Invitation> list(InvitationFilter filter, Instant now, PageRequest page) {
        OrganizationId organization = filter.organizationId();
        EmailAddress email = filter.email();
        UserId inviter = filter.invitedBy();
        return Pages.newestFirst(
                matching(invitation -> (organization == null || organization.equals(invitation.organizationId()))
                        && (email == null || email.equals(invitation.email()))
                        && (inviter == null || inviter.equals(invitation.invitedBy()))
                        && (filter.status() == null
                                || filter.status() == invitation.at(now).status())),
                Invitation::position,
                page);
    }

    @Override
    public int countPending(OrganizationId organization, Instant now) {
        return matching(invitation -> invitation.organizationId().equals(organization) && invitation.isPendingAt(now))
                .size();
    }

    @Override
    public Optional<Invitation> renew(
            InvitationId id, String digest, @Nullable UserId by, Instant sentAt, Instant expiresAt) {
        unitOfWork.required();
        InvitationRow row = tables.invitations.lock(id).orElse(null);
        if (row == null || !isPendingOrExpired(row.invitation())) {
            return Optional.empty();
        }
        PendingAddress slot = slot(row.invitation());
        if (!tables.pendingInvitations.insert(slot, id)
                && tables.pendingInvitations.find(slot).filter(id::equals).isEmpty()) {
            return Optional.empty();
        }
        Invitation renewed = row.invitation().renewed(by, sentAt, expiresAt);
        tables.invitations.put(id, new InvitationRow(renewed, digest));
        return Optional.of(named(renewed));
    }

    @Override
    public Optional<Invitation> accept(InvitationId id, @Nullable String digest, UserId by, Instant now) {
        return answer(id, digest, now, found -> found.accepted(by, now));
    }

    @Override
    public Optional<Invitation> decline(InvitationId id, @Nullable String digest, Instant now) {
        return answer(id, digest, now, found -> found.with(InvitationStatus.DECLINED));
    }

    private Optional<Invitation> answer(
            InvitationId id, @Nullable String digest, Instant now, UnaryOperator<Invitation> change) {
        unitOfWork.required();
        return tables.invitations
                .lock(id)
                .filter(row -> row.invitation().isPendingAt(now) && (digest == null || digest.equals(row.digest())))
                .map(row -> close(row, change.apply(row.invitation())));
    }

    @Override
    public Optional<Invitation> revoke(InvitationId id) {
        unitOfWork.required();
        return tables.invitations
                .lock(id)
                .filter(row -> isPendingOrExpired(row.invitation()))
                .map(row -> close(row, row.invitation().with(InvitationStatus.REVOKED)));
    }

    @Override
    public List<Invitation> revoke(Offers offers, int limit) {
        unitOfWork.required();
        return closeAll(
                matching(invitation -> isPending(invitation) && isAmong(offers, invitation)).stream()
                        .limit(limit)
                        .toList(),
                InvitationStatus.REVOKED);
    }

    private static boolean isAmong(Offers offers, Invitation invitation) {
        OrganizationId organization = offers.organization();
        Instant since = offers.sentSince();
        return offers.inviter().equals(invitation.invitedBy())
                && (organization == null || organization.equals(invitation.organizationId()))
                && (since == null || !invitation.sentAt().isBefore(since))
                && offers.roles().contains(invitation.role());
    }

    @Override
    public List<Invitation> revokeOfInactive(int limit) {
        unitOfWork.required();
        return closeAll(
                matching(invitation -> isPending(invitation) && isShutOut(invitation.invitedBy())).stream()
                        .filter(invitation -> tables.invitations.tryLock(invitation.id()))
                        .limit(limit)
                        .toList(),
                InvitationStatus.REVOKED);
    }

    private boolean isShutOut(@Nullable UserId inviter) {
        return inviter != null
                && tables.accounts
                        .find(inviter)
                        .filter(row -> !row.account().isActive())
                        .isPresent();
    }

    @Override
    public int deleteOver(Instant before, int limit) {
        unitOfWork.required();
        List<Invitation> over =
                matching(invitation ->
                                !isPending(invitation) && invitation.expiresAt().isBefore(before))
                        .stream()
                        .limit(limit)
                        .toList();
        over.forEach(invitation -> tables.invitations.remove(invitation.id()));
        return over.size();
    }

    @Override
    public List<Invitation> deleteAll(OrganizationId organization) {
        unitOfWork.required();
        List<Invitation> found =
                matching(invitation -> invitation.organizationId().equals(organization));
        List<Invitation> pending = closeAll(
                found.stream().filter(InMemoryInvitationStore::isPending).toList(), InvitationStatus.REVOKED);
        found.forEach(invitation -> tables.invitations.remove(invitation.id()));
        return pending;
    }

    @Override
    public List<Invitation> expire(Instant now, int limit) {
        unitOfWork.required();
        return closeAll(
                matching(invitation -> isPending(invitation) && !invitation.isPendingAt(now)).stream()
                        .sorted(OLDEST_TERM_FIRST)
                        .filter(invitation -> tables.invitations.tryLock(invitation.id()))
                        .limit(limit)
                        .toList(),
                InvitationStatus.EXPIRED);
    }

    @Override
    public Optional<Invitation> expire(OrganizationId organization, EmailAddress email, Instant now) {
        unitOfWork.required();
        return closeAll(
                        matching(invitation -> invitation.organizationId().equals(organization)
                                && invitation.email().equals(email)
                                && isPending(invitation)
                                && !invitation.isPendingAt(now)),
                        InvitationStatus.EXPIRED)
                .stream()
                .findFirst();
    }

    /** Those that are still pending when their rows are ours. */
    private List<Invitation> closeAll(List<Invitation> found, InvitationStatus status) {
        return found.stream()
                .map(Invitation::id)
                .map(tables.invitations::lock)
                .flatMap(Optional::stream)
                .filter(row -> isPending(row.invitation()))
                .map(row -> close(row, row.invitation().with(status)))
                .toList();
    }

    private Invitation close(InvitationRow row, Invitation closed) {
        if (isPending(row.invitation())) {
            tables.pendingInvitations.remove(slot(row.invitation()));
        }
        tables.invitations.put(closed.id(), new InvitationRow(closed, row.digest()));
        return named(closed);
    }

    private List<Invitation> matching(Predicate<Invitation> condition) {
        return tables.invitations.rows(row -> condition.test(row.invitation())).stream()
                .map(InvitationRow::invitation)
                .map(this::named)
                .toList();
    }

    /** With the name that the organization has now. */
    private Invitation named(Invitation invitation) {
        String name = tables.organizations
                .find(invitation.organizationId())
                .map(row -> row.name())
                .orElse(invitation.organizationName());
        return invitation.into(name);
    }

    private static boolean isPending(Invitation invitation) {
        return invitation.status() == InvitationStatus.PENDING;
    }

    private static boolean isPendingOrExpired(Invitation invitation) {
        return isPending(invitation) || invitation.status() == InvitationStatus.EXPIRED;
    }

    private static PendingAddress slot(Invitation invitation) {
        return new PendingAddress(invitation.organizationId(), invitation.email());
    }
}
