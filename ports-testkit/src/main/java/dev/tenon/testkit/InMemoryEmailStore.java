package dev.tenon.testkit;

import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.testkit.Tables.EmailRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class InMemoryEmailStore implements EmailStore {

    private static final Comparator<EmailRow> OLDEST_FIRST = Comparator.comparing(
                    (EmailRow row) -> row.email().nextAttemptAt())
            .thenComparing(row -> row.email().id().value());

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryEmailStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void insert(QueuedEmail email, String sealedBody, @Nullable String dedupeKey) {
        unitOfWork.required();
        if (email.userId() != null) {
            tables.requireAccount(email.userId());
        }
        if (dedupeKey != null && !tables.emailsByDedupeKey.insert(dedupeKey, email.id())) {
            return;
        }
        tables.emails.put(email.id(), new EmailRow(email, sealedBody, null, null));
    }

    @Override
    public List<Claimed> claim(UUID workerId, Instant now, Instant leaseUntil, int limit) {
        unitOfWork.required();
        List<EmailRow> due = tables.emails.rows(row -> isClaimable(row, now)).stream()
                .sorted(OLDEST_FIRST)
                .toList();
        List<Claimed> claimed = new ArrayList<>();
        for (EmailRow seen : due) {
            EmailId id = seen.email().id();
            if (claimed.size() < limit && tables.emails.tryLock(id)) {
                tables.emails
                        .find(id)
                        .filter(row -> isClaimable(row, now))
                        .ifPresent(row -> claimed.add(claimed(row, workerId, leaseUntil)));
            }
        }
        return claimed;
    }

    private Claimed claimed(EmailRow row, UUID workerId, Instant leaseUntil) {
        QueuedEmail mail = row.email();
        @Nullable String body = row.sealedBody();
        if (body == null) {
            throw new IllegalStateException("The mail " + mail.id() + " is due and has no text");
        }
        QueuedEmail next =
                stateOf(mail, EmailStatus.PENDING, mail.attempts() + 1, mail.nextAttemptAt(), mail.lastError(), null);
        tables.emails.put(mail.id(), new EmailRow(next, body, workerId, leaseUntil));
        return new Claimed(next, body);
    }

    private static boolean isClaimable(EmailRow row, Instant now) {
        @Nullable Instant leaseUntil = row.leaseUntil();
        boolean free = leaseUntil == null || !now.isBefore(leaseUntil);
        return free && isDue(row, now);
    }

    private static boolean isDue(EmailRow row, Instant now) {
        EmailStatus status = row.email().status();
        return (status == EmailStatus.PENDING || status == EmailStatus.FAILED)
                && !row.email().nextAttemptAt().isAfter(now);
    }

    @Override
    public boolean markSent(EmailId id, UUID workerId, int attempt, Instant now) {
        Optional<EmailRow> mine = claimOf(id, workerId, attempt);
        mine.ifPresent(row -> {
            QueuedEmail mail = row.email();
            tables.emails.put(
                    id,
                    new EmailRow(
                            stateOf(mail, EmailStatus.SENT, attempt, mail.nextAttemptAt(), null, now),
                            null,
                            null,
                            null));
        });
        return mine.isPresent();
    }

    @Override
    public boolean markFailed(EmailId id, UUID workerId, int attempt, @Nullable Instant nextAttemptAt, String error) {
        Optional<EmailRow> mine = claimOf(id, workerId, attempt);
        mine.ifPresent(row -> {
            QueuedEmail mail = row.email();
            QueuedEmail next = nextAttemptAt == null
                    ? stateOf(mail, EmailStatus.DEAD, attempt, mail.nextAttemptAt(), error, null)
                    : stateOf(mail, EmailStatus.FAILED, attempt, nextAttemptAt, error, null);
            tables.emails.put(id, new EmailRow(next, row.sealedBody(), null, null));
        });
        return mine.isPresent();
    }

    private Optional<EmailRow> claimOf(EmailId id, UUID workerId, int attempt) {
        return tables.emails
                .lock(id)
                .filter(row -> workerId.equals(row.lockedBy()) && row.email().attempts() == attempt);
    }

    private static QueuedEmail stateOf(
            QueuedEmail mail,
            EmailStatus status,
            int attempts,
            Instant nextAttemptAt,
            @Nullable String lastError,
            @Nullable Instant sentAt) {
        return new QueuedEmail(
                mail.id(),
                mail.userId(),
                mail.recipient(),
                mail.type(),
                mail.subject(),
                status,
                attempts,
                nextAttemptAt,
                mail.messageId(),
                lastError,
                mail.createdAt(),
                sentAt);
    }

    @Override
    public Page<QueuedEmail> list(PageRequest page) {
        List<QueuedEmail> all =
                tables.emails.rows(any -> true).stream().map(EmailRow::email).toList();
        return Pages.newestFirst(all, QueuedEmail::position, page);
    }

    @Override
    public Backlog backlog(Instant now) {
        List<EmailRow> rows = tables.emails.rows(any -> true);
        List<Instant> due = rows.stream()
                .filter(row -> isDue(row, now))
                .map(row -> row.email().nextAttemptAt())
                .sorted()
                .toList();
        long dead = rows.stream()
                .filter(row -> row.email().status() == EmailStatus.DEAD)
                .count();
        return new Backlog(due.size(), dead, due.isEmpty() ? null : due.get(0));
    }
}
