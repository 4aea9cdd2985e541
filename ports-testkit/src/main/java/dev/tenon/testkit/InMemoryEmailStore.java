package dev.tenon.testkit;

import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailPriority;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

final class InMemoryEmailStore implements EmailStore {

    private static final Comparator<EmailRow> OLDEST_FIRST = Comparator.comparing(
                    (EmailRow row) -> row.email().nextAttemptAt())
            .thenComparing(row -> row.email().id().value());
    private static final Comparator<EmailRow> BY_PRIORITY =
            Comparator.comparing((EmailRow row) -> EmailPriority.of(row.email().type()));
    private static final int ONE_OF_SO_MANY = 10;

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
        int share = limit / ONE_OF_SO_MANY;
        List<EmailRow> due = new ArrayList<>();
        lockDue(BY_PRIORITY.thenComparing(OLDEST_FIRST), limit - share, now, due);
        lockDue(BY_PRIORITY.reversed().thenComparing(OLDEST_FIRST), share, now, due);
        List<EmailRow> lost =
                due.stream().filter(row -> row.leaseUntil() != null).limit(1).toList();
        return (lost.isEmpty() ? due : lost)
                .stream().map(row -> claimed(row, workerId, leaseUntil)).toList();
    }

    private void lockDue(Comparator<EmailRow> order, int limit, Instant now, List<EmailRow> due) {
        int most = due.size() + limit;
        for (EmailRow seen : tables.emails.rows(row -> isClaimable(row, now)).stream()
                .sorted(order)
                .toList()) {
            EmailId id = seen.email().id();
            boolean isNew = due.stream().noneMatch(row -> row.email().id().equals(id));
            if (isNew && due.size() < most && tables.emails.tryLock(id)) {
                tables.emails.find(id).filter(row -> isClaimable(row, now)).ifPresent(due::add);
            }
        }
    }

    @Override
    public boolean release(EmailId id, UUID workerId, int attempt) {
        Optional<EmailRow> mine = claimOf(id, workerId, attempt);
        mine.ifPresent(row -> {
            QueuedEmail mail = row.email();
            EmailStatus status = attempt == 1 ? EmailStatus.PENDING : EmailStatus.FAILED;
            QueuedEmail back = stateOf(mail, status, attempt - 1, mail.nextAttemptAt(), mail.lastError(), null);
            tables.emails.put(id, new EmailRow(back, row.sealedBody(), null, null));
        });
        return mine.isPresent();
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
    public boolean markSent(EmailId id, String subject, Instant now) {
        AtomicBoolean marked = new AtomicBoolean();
        unitOfWork.joinOrRun(() -> {
            Optional<EmailRow> mine =
                    tables.emails.lock(id).filter(row -> row.email().status() != EmailStatus.SENT);
            mine.ifPresent(row -> {
                QueuedEmail mail = about(row.email(), subject);
                tables.emails.put(
                        id,
                        new EmailRow(
                                stateOf(mail, EmailStatus.SENT, mail.attempts(), mail.nextAttemptAt(), null, now),
                                null,
                                null,
                                null));
            });
            marked.set(mine.isPresent());
        });
        return marked.get();
    }

    @Override
    public boolean markFailed(
            EmailId id,
            UUID workerId,
            int attempt,
            @Nullable String subject,
            @Nullable Instant nextAttemptAt,
            String error) {
        Optional<EmailRow> mine = claimOf(id, workerId, attempt);
        mine.ifPresent(row -> {
            QueuedEmail mail = subject == null ? row.email() : about(row.email(), subject);
            QueuedEmail next = nextAttemptAt == null
                    ? stateOf(mail, EmailStatus.DEAD, attempt, mail.nextAttemptAt(), error, null)
                    : stateOf(mail, EmailStatus.FAILED, attempt, nextAttemptAt, error, null);
            tables.emails.put(id, new EmailRow(next, row.sealedBody(), null, null));
        });
        return mine.isPresent();
    }

    private static QueuedEmail about(QueuedEmail mail, String subject) {
        return new QueuedEmail(
                mail.id(),
                mail.userId(),
                mail.recipient(),
                mail.type(),
                subject,
                mail.status(),
                mail.attempts(),
                mail.nextAttemptAt(),
                mail.expiresAt(),
                mail.messageId(),
                mail.lastError(),
                mail.createdAt(),
                mail.sentAt());
    }

    private static QueuedEmail expiring(QueuedEmail mail, Instant now) {
        return mail.hasExpiredAt(now)
                ? mail
                : new QueuedEmail(
                        mail.id(),
                        mail.userId(),
                        mail.recipient(),
                        mail.type(),
                        mail.subject(),
                        mail.status(),
                        mail.attempts(),
                        mail.nextAttemptAt(),
                        now,
                        mail.messageId(),
                        mail.lastError(),
                        mail.createdAt(),
                        mail.sentAt());
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
                mail.expiresAt(),
                mail.messageId(),
                lastError,
                mail.createdAt(),
                sentAt);
    }

    @Override
    public Optional<QueuedEmail> retry(EmailId id, Instant now) {
        return tables.emails
                .lock(id)
                .filter(row -> row.email().status() == EmailStatus.FAILED
                        || row.email().status() == EmailStatus.DEAD)
                .filter(row -> !row.email().hasExpiredAt(now))
                .map(row -> {
                    QueuedEmail mail = row.email();
                    QueuedEmail again = stateOf(mail, EmailStatus.PENDING, 0, now, mail.lastError(), null);
                    tables.emails.put(id, new EmailRow(again, row.sealedBody(), null, null));
                    return again;
                });
    }

    @Override
    public void withdraw(String dedupeKeyPrefix, String reason, Instant now) {
        unitOfWork.required();
        tables.emailsByDedupeKey.keys(any -> true).stream()
                .filter(key -> key.startsWith(dedupeKeyPrefix))
                .flatMap(key -> tables.emailsByDedupeKey.find(key).stream())
                .flatMap(id -> tables.emails.lock(id).stream())
                .filter(row -> row.email().status() != EmailStatus.SENT)
                .forEach(row -> withdraw(row, reason, now));
    }

    private void withdraw(EmailRow row, String reason, Instant now) {
        QueuedEmail mail = expiring(row.email(), now);
        boolean isUnderWay = row.leaseUntil() != null && row.leaseUntil().isAfter(now);
        QueuedEmail withdrawn = isUnderWay
                ? mail
                : stateOf(mail, EmailStatus.DEAD, mail.attempts(), mail.nextAttemptAt(), reason, null);
        tables.emails.put(
                mail.id(),
                new EmailRow(
                        withdrawn,
                        row.sealedBody(),
                        isUnderWay ? row.lockedBy() : null,
                        isUnderWay ? row.leaseUntil() : null));
    }

    @Override
    public Optional<QueuedEmail> find(EmailId id) {
        return tables.emails.find(id).map(EmailRow::email);
    }

    @Override
    public Page<QueuedEmail> list(EmailFilter filter, PageRequest page) {
        List<QueuedEmail> found = tables.emails.rows(row -> passes(row.email(), filter)).stream()
                .map(EmailRow::email)
                .toList();
        return Pages.newestFirst(found, QueuedEmail::position, page);
    }

    private static boolean passes(QueuedEmail mail, EmailFilter filter) {
        return (filter.status() == null || filter.status() == mail.status())
                && (filter.type() == null || filter.type() == mail.type())
                && (filter.userId() == null || filter.userId().equals(mail.userId()));
    }

    @Override
    public Backlog backlog(Instant now) {
        List<EmailRow> rows = tables.emails.rows(any -> true);
        List<Instant> due = rows.stream()
                .filter(row -> isDue(row, now))
                .map(row -> row.email().nextAttemptAt())
                .sorted()
                .toList();
        long sending = rows.stream()
                .filter(row -> row.leaseUntil() != null && row.leaseUntil().isAfter(now))
                .count();
        long waiting = rows.stream()
                .filter(row -> row.email().status() == EmailStatus.FAILED
                        && row.email().nextAttemptAt().isAfter(now))
                .count();
        long dead = rows.stream()
                .filter(row -> row.email().status() == EmailStatus.DEAD)
                .count();
        return new Backlog(due.size(), sending, waiting, dead, due.isEmpty() ? null : due.get(0));
    }

    @Override
    public int deleteBefore(Instant before, int limit) {
        unitOfWork.required();
        List<EmailRow> old =
                tables
                        .emails
                        .rows(row ->
                                isOver(row.email()) && row.email().createdAt().isBefore(before))
                        .stream()
                        .sorted(Comparator.comparing(row -> row.email().createdAt()))
                        .limit(limit)
                        .toList();
        old.forEach(row -> {
            EmailId id = row.email().id();
            tables.emails.remove(id);
            tables.emailsByDedupeKey.keys(id::equals).forEach(tables.emailsByDedupeKey::remove);
        });
        return old.size();
    }

    private static boolean isOver(QueuedEmail mail) {
        return mail.status() == EmailStatus.SENT || mail.status() == EmailStatus.DEAD;
    }
}
