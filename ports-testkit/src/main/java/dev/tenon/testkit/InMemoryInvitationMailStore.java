package dev.tenon.testkit;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.spi.InvitationMailStore;
import dev.tenon.testkit.Tables.InvitationMail;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class InMemoryInvitationMailStore implements InvitationMailStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryInvitationMailStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void hold(String address) {
        unitOfWork.required();
        tables.invitedAddresses.lock(address);
    }

    @Override
    public Optional<Instant> sentAt(Sent which, int lastBut, Instant since) {
        return tables.invitationMails.rows(mail -> mail.sentAt().isAfter(since) && matches(which, mail)).stream()
                .map(InvitationMail::sentAt)
                .sorted(Comparator.reverseOrder())
                .skip(lastBut - 1L)
                .findFirst();
    }

    private static boolean matches(Sent which, InvitationMail mail) {
        return (which.address() == null || which.address().equals(mail.address()))
                && (which.organization() == null || which.organization().equals(mail.organization()))
                && (which.inviter() == null || which.inviter().equals(mail.inviter()));
    }

    @Override
    public void insert(String address, OrganizationId organization, @Nullable UserId inviter, Instant sentAt) {
        tables.invitationMails.insert(
                Fixtures.anId(), new InvitationMail(address, organization, tables.unlessErased(inviter), sentAt));
    }

    @Override
    public int deleteBefore(Instant before, int limit) {
        unitOfWork.required();
        List<UUID> over = tables.invitationMails.keys(mail -> mail.sentAt().isBefore(before)).stream()
                .limit(limit)
                .toList();
        over.forEach(tables.invitationMails::remove);
        return over.size();
    }
}
