package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code email_queue}. A mail under a lease has the status {@code sending}, which the ports call pending. */
final class JdbiEmailStore implements EmailStore {

    private static final RowMapper<QueuedEmail> EMAIL = (row, context) -> {
        return new QueuedEmail(
                new EmailId(Columns.uuid(row, "id")),
                Columns.idOrNull(row, "user_id", UserId::new),
                new EmailAddress(Columns.text(row, "recipient")),
                type(row),
                Columns.text(row, "subject"),
                status(row),
                row.getInt("attempts"),
                Columns.instant(row, "next_attempt_at"),
                Columns.text(row, "message_id"),
                row.getString("last_error"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "sent_at"));
    };

    private static final RowMapper<Claimed> CLAIMED =
            (row, context) -> new Claimed(EMAIL.map(row, context), Columns.text(row, "body"));

    private static final RowMapper<Backlog> BACKLOG = (row, context) ->
            new Backlog(row.getLong("due"), row.getLong("dead"), Columns.instantOrNull(row, "oldest_due_at"));

    private static final String COLUMNS = """
            id, user_id, recipient, email_type, subject, status, attempts, next_attempt_at, message_id, last_error,
            created_at, sent_at""";

    private static final Write INSERT = Write.of("""
            INSERT INTO email_queue
                (id, user_id, recipient, email_type, subject, body, status, attempts, next_attempt_at,
                 message_id, dedupe_key, last_error, created_at)
            VALUES (:id, :userId, :recipient, :type, :subject, :body, :status, :attempts, :nextAttemptAt,
                    :messageId, :dedupeKey, :lastError, :createdAt)
            ON CONFLICT (dedupe_key) DO NOTHING
            """);

    private final Handles handles;

    JdbiEmailStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(QueuedEmail email, String sealedBody, @Nullable String dedupeKey) {
        handles.later(INSERT.bind("id", email.id().value())
                .bind("userId", email.userId() == null ? null : email.userId().value())
                .bind("recipient", email.recipient().value())
                .bind("type", email.type().typeName())
                .bind("subject", email.subject())
                .bind("body", sealedBody)
                .bind("status", Columns.word(email.status()))
                .bind("attempts", email.attempts())
                .bind("nextAttemptAt", email.nextAttemptAt())
                .bind("messageId", email.messageId())
                .bind("dedupeKey", dedupeKey)
                .bind("lastError", email.lastError())
                .bind("createdAt", email.createdAt()));
    }

    @Override
    public List<Claimed> claim(UUID workerId, Instant now, Instant leaseUntil, int limit) {
        // An array, not a join: a join might run the locking query more than once, and claim more than the limit.
        return handles.write(handle -> handle.createQuery("""
                        WITH claimed AS (
                            UPDATE email_queue
                            SET status = 'sending', attempts = attempts + 1,
                                locked_by = :workerId, lease_until = :leaseUntil
                            WHERE id = ANY (ARRAY(
                                SELECT id FROM email_queue
                                WHERE status IN ('pending', 'sending', 'failed')
                                  AND next_attempt_at <= :now
                                  AND (lease_until IS NULL OR lease_until <= :now)
                                ORDER BY next_attempt_at, id
                                LIMIT :limit
                                FOR UPDATE SKIP LOCKED))
                            RETURNING *)
                        SELECT body,\s""" + COLUMNS + """

                        FROM claimed
                        ORDER BY next_attempt_at, id
                        """)
                .bind("workerId", workerId.toString())
                .bind("now", now)
                .bind("leaseUntil", leaseUntil)
                .bind("limit", limit)
                .map(CLAIMED)
                .list());
    }

    @Override
    public boolean markSent(EmailId id, UUID workerId, int attempt, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE email_queue
                        SET status = 'sent', sent_at = :now, body = NULL, last_error = NULL,
                            locked_by = NULL, lease_until = NULL
                        WHERE id = :id AND locked_by = :workerId AND attempts = :attempt
                        """)
                        .bind("id", id.value())
                        .bind("workerId", workerId.toString())
                        .bind("attempt", attempt)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public boolean markFailed(EmailId id, UUID workerId, int attempt, @Nullable Instant nextAttemptAt, String error) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE email_queue
                        SET status = :status, next_attempt_at = coalesce(:nextAttemptAt, next_attempt_at),
                            last_error = :error, locked_by = NULL, lease_until = NULL
                        WHERE id = :id AND locked_by = :workerId AND attempts = :attempt
                        """)
                        .bind("id", id.value())
                        .bind("workerId", workerId.toString())
                        .bind("attempt", attempt)
                        .bind("status", Columns.word(nextAttemptAt == null ? EmailStatus.DEAD : EmailStatus.FAILED))
                        .bind("nextAttemptAt", nextAttemptAt)
                        .bind("error", error)
                        .execute()
                == 1);
    }

    @Override
    public Page<QueuedEmail> list(PageRequest page) {
        Listing listing = Listing.of("SELECT " + COLUMNS + "\nFROM email_queue", page);
        return handles.read(handle -> listing.newestFirst(handle, "created_at", "id", EMAIL, QueuedEmail::position));
    }

    @Override
    public Backlog backlog(Instant now) {
        return handles.read(
                handle -> handle.createQuery("""
                        SELECT waiting.due, waiting.oldest_due_at, given_up.dead
                        FROM (SELECT count(*) AS due, min(next_attempt_at) AS oldest_due_at
                              FROM email_queue
                              WHERE status IN ('pending', 'sending', 'failed') AND next_attempt_at <= :now) AS waiting,
                             (SELECT count(*) AS dead FROM email_queue WHERE status = 'dead') AS given_up
                        """).bind("now", now).map(BACKLOG).one());
    }

    private static EmailStatus status(ResultSet row) throws SQLException {
        return Columns.text(row, "status").equals("sending")
                ? EmailStatus.PENDING
                : Columns.constant(row, "status", EmailStatus.class);
    }

    private static EmailType type(ResultSet row) throws SQLException {
        return EmailType.valueOf(
                Columns.text(row, "email_type").toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
