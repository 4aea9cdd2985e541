package dev.tenon.jdbi.notifications;

import dev.tenon.jdbi.kernel.Coalesced;
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
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailPriority;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code email_queue}. A mail under a lease keeps its status and has a worker, and the ports call it pending: no index looks at
 * what claiming changes, so the claim costs none of them anything. The version before this one called it {@code sending}.
 */
final class JdbiEmailStore implements EmailStore {

    private static final RowMapper<QueuedEmail> EMAIL = (row, context) -> {
        return new QueuedEmail(
                new EmailId(Columns.uuid(row, "id")),
                Columns.idOrNull(row, "user_id", UserId::new),
                new EmailAddress(Columns.text(row, "recipient")),
                type(row),
                row.getString("subject"),
                status(row),
                row.getInt("attempts"),
                Columns.instant(row, "next_attempt_at"),
                Columns.instantOrNull(row, "expires_at"),
                Columns.text(row, "message_id"),
                row.getString("last_error"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "sent_at"));
    };

    private static final RowMapper<Claimed> CLAIMED =
            (row, context) -> new Claimed(EMAIL.map(row, context), Columns.text(row, "body"));

    private static final RowMapper<Backlog> BACKLOG = (row, context) -> new Backlog(
            row.getLong("due"),
            row.getLong("sending"),
            row.getLong("waiting"),
            row.getLong("dead"),
            Columns.instantOrNull(row, "oldest_due_at"));

    private static final String COLUMNS = """
            id, user_id, recipient, email_type, subject, status, attempts, next_attempt_at, expires_at, message_id,
            last_error, created_at, sent_at, locked_by""";

    private static final String INSERTED = """
            INSERT INTO email_queue
                (id, user_id, recipient, email_type, subject, body, status, priority, attempts, next_attempt_at,
                 expires_at, message_id, dedupe_key, last_error, created_at)
            VALUES (:id, :userId, :recipient, :type, :subject, :body, :status, :priority, :attempts, :nextAttemptAt,
                    :expiresAt, :messageId, :dedupeKey, :lastError, :createdAt)
            """;

    /** What may be there already is inserted in two steps, which the log tells both; so only that. */
    private static final Write INSERT_IF_ABSENT =
            Write.of(INSERTED + "ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING");

    private static final Write INSERT = Write.of(INSERTED, """
            INSERT INTO email_queue
                (id, user_id, recipient, email_type, subject, body, status, priority, attempts, next_attempt_at,
                 expires_at, message_id, dedupe_key, last_error, created_at)
            SELECT mail.id, mail.user_id, mail.recipient, mail.email_type, :subject::text, mail.body, :status::text,
                   mail.priority, :attempts::int, :nextAttemptAt::timestamptz, mail.expires_at, mail.message_id,
                   :dedupeKey::text, :lastError::text, :createdAt::timestamptz
            FROM unnest(
                :id::uuid[], :userId::uuid[], :recipient::text[], :type::text[], :body::text[], :priority::smallint[],
                :expiresAt::timestamptz[], :messageId::text[])
                AS mail (id, user_id, recipient, email_type, body, priority, expires_at, message_id)
            """);

    /**
     * So many that are told at once go in one statement, each with its own time and subject. Were the array itself compared with, the
     * planner would count it and plan anew for each, which takes as long as the rest; of a query's array it expects ten.
     */
    private static final String MARK = """
            UPDATE email_queue
            SET status = 'sent', sent_at = (:times::timestamptz[])[array_position(:ids, id)],
                subject = (:subjects)[array_position(:ids, id)], body = NULL, last_error = NULL,
                locked_by = NULL, lease_until = NULL
            WHERE id = ANY (ARRAY(SELECT unnest(:ids))) AND status <> 'sent'
            RETURNING id
            """;

    /** Keys are ordered by their bytes, so those that begin so stand together; the last of characters ends them. */
    private static final Write WITHDRAW = Write.of("""
            UPDATE email_queue
            SET expires_at = least(expires_at, :now),
                status = CASE WHEN lease_until > :now THEN status ELSE 'dead' END,
                last_error = CASE WHEN lease_until > :now THEN last_error ELSE :reason END,
                locked_by = CASE WHEN lease_until > :now THEN locked_by END,
                lease_until = CASE WHEN lease_until > :now THEN lease_until END
            WHERE dedupe_key >= :from AND dedupe_key < :to AND status <> 'sent'
            """);

    /** What a worker of this version can send; what a newer one queued is left to it. */
    private static final String[] KNOWN_TYPES =
            Stream.of(EmailType.values()).map(EmailType::typeName).toArray(String[]::new);

    /** So much of a batch is kept for those that would come last. */
    private static final int ONE_OF_SO_MANY = 10;

    private static final String FROM_THE_FIRST = levels(Comparator.naturalOrder());
    private static final String FROM_THE_LAST = levels(Comparator.reverseOrder());

    /**
     * Takes the levels one after another and each in the order of its index, and no row more than it claims: a level is looked
     * at only if those before it left room. Materialized, since a join might run the locking query more than once.
     */
    private static final String CLAIM = """
            WITH first AS MATERIALIZED (
                SELECT due.id, due.lease_until FROM unnest(%1$s) AS level (priority) CROSS JOIN LATERAL (
                    SELECT id, lease_until FROM email_queue
                    WHERE status IN ('pending', 'sending', 'failed') AND priority = level.priority
                      AND next_attempt_at <= :now AND (lease_until IS NULL OR lease_until <= :now)
                      AND email_type = ANY (:types)
                    ORDER BY next_attempt_at, id
                    LIMIT :first
                    FOR UPDATE SKIP LOCKED) AS due
                LIMIT :first),
            last AS MATERIALIZED (
                SELECT due.id, due.lease_until FROM unnest(%2$s) AS level (priority) CROSS JOIN LATERAL (
                    SELECT id, lease_until FROM email_queue
                    WHERE status IN ('pending', 'sending', 'failed') AND priority = level.priority
                      AND next_attempt_at <= :now AND (lease_until IS NULL OR lease_until <= :now)
                      AND email_type = ANY (:types)
                      AND id <> ALL (ARRAY(SELECT id FROM first))
                    ORDER BY next_attempt_at, id
                    LIMIT :last
                    FOR UPDATE SKIP LOCKED) AS due
                LIMIT :last),
            due AS MATERIALIZED (SELECT * FROM first UNION ALL SELECT * FROM last),
            lost AS MATERIALIZED (SELECT id FROM due WHERE lease_until IS NOT NULL LIMIT 1),
            claimed AS (
                UPDATE email_queue
                SET attempts = attempts + 1, locked_by = :workerId, lease_until = :leaseUntil
                WHERE id = ANY (CASE WHEN EXISTS (SELECT FROM lost) THEN ARRAY(SELECT id FROM lost)
                                     ELSE ARRAY(SELECT id FROM due) END)
                RETURNING *)
            SELECT body, %3$s
            FROM claimed
            ORDER BY priority, next_attempt_at, id
            """.formatted(FROM_THE_FIRST, FROM_THE_LAST, COLUMNS);

    /** A mail that is gone. */
    private record Sent(UUID id, String subject, Instant at) {}

    private final Handles handles;
    private final Coalesced<Sent, Boolean> marks = new Coalesced<>(this::mark);

    JdbiEmailStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(QueuedEmail email, String sealedBody, @Nullable String dedupeKey) {
        Write insert = dedupeKey == null ? INSERT : INSERT_IF_ABSENT;
        handles.later(insert.bind("id", email.id().value())
                .bind("userId", email.userId() == null ? null : email.userId().value())
                .bind("recipient", email.recipient().value())
                .bind("type", email.type().typeName())
                .bind("subject", email.subject())
                .bind("body", sealedBody)
                .bind("status", Columns.word(email.status()))
                .bind("priority", EmailPriority.of(email.type()).rank())
                .bind("attempts", email.attempts())
                .bind("nextAttemptAt", email.nextAttemptAt())
                .bind("expiresAt", email.expiresAt())
                .bind("messageId", email.messageId())
                .bind("dedupeKey", dedupeKey)
                .bind("lastError", email.lastError())
                .bind("createdAt", email.createdAt()));
    }

    @Override
    public List<Claimed> claim(UUID workerId, Instant now, Instant leaseUntil, int limit) {
        int share = limit / ONE_OF_SO_MANY;
        return handles.write(handle -> handle.createQuery(CLAIM)
                .bind("workerId", workerId.toString())
                .bind("now", now)
                .bind("leaseUntil", leaseUntil)
                .bind("types", KNOWN_TYPES)
                .bind("first", limit - share)
                .bind("last", share)
                .map(CLAIMED)
                .list());
    }

    @Override
    public boolean release(EmailId id, UUID workerId, int attempt) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE email_queue
                        SET status = CASE WHEN attempts = 1 THEN 'pending' ELSE 'failed' END, attempts = attempts - 1,
                            locked_by = NULL, lease_until = NULL
                        WHERE id = :id AND locked_by = :workerId AND attempts = :attempt
                        """)
                        .bind("id", id.value())
                        .bind("workerId", workerId.toString())
                        .bind("attempt", attempt)
                        .execute()
                == 1);
    }

    /** Several workers that come at once are served by one statement and one commit; none goes on before its own mark is made. */
    @Override
    public boolean markSent(EmailId id, String subject, Instant now) {
        Sent sent = new Sent(id.value(), subject, now);
        return handles.asksForItself()
                ? marks.ask(sent).isPresent()
                : mark(Set.of(sent)).containsKey(sent);
    }

    private Map<Sent, Boolean> mark(Set<Sent> mails) {
        List<Sent> all = List.copyOf(mails);
        Set<UUID> marked = handles.writeJoining(handle -> handle.createQuery(MARK)
                .bind("ids", all.stream().map(Sent::id).toArray(UUID[]::new))
                .bind("subjects", all.stream().map(Sent::subject).toArray(String[]::new))
                .bind("times", all.stream().map(each -> each.at().toString()).toArray(String[]::new))
                .mapTo(UUID.class)
                .collect(Collectors.toSet()));
        return all.stream()
                .filter(each -> marked.contains(each.id()))
                .collect(Collectors.toMap(each -> each, each -> true));
    }

    @Override
    public boolean markFailed(
            EmailId id,
            UUID workerId,
            int attempt,
            @Nullable String subject,
            @Nullable Instant nextAttemptAt,
            String error) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE email_queue
                        SET status = :status, next_attempt_at = coalesce(:nextAttemptAt, next_attempt_at),
                            subject = coalesce(:subject, subject), last_error = :error, locked_by = NULL, lease_until = NULL
                        WHERE id = :id AND locked_by = :workerId AND attempts = :attempt
                        """)
                        .bind("id", id.value())
                        .bind("workerId", workerId.toString())
                        .bind("attempt", attempt)
                        .bind("status", Columns.word(nextAttemptAt == null ? EmailStatus.DEAD : EmailStatus.FAILED))
                        .bind("nextAttemptAt", nextAttemptAt)
                        .bind("subject", subject)
                        .bind("error", error)
                        .execute()
                == 1);
    }

    @Override
    public Optional<QueuedEmail> retry(EmailId id, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE email_queue
                        SET status = 'pending', attempts = 0, next_attempt_at = :now, locked_by = NULL, lease_until = NULL
                        WHERE id = :id AND status IN ('failed', 'dead') AND email_type = ANY (:types)
                          AND (lease_until IS NULL OR lease_until <= :now)
                          AND (expires_at IS NULL OR expires_at > :now)
                        RETURNING\s""" + COLUMNS)
                .bind("id", id.value())
                .bind("now", now)
                .bind("types", KNOWN_TYPES)
                .map(EMAIL)
                .findOne());
    }

    @Override
    public void withdraw(String dedupeKeyPrefix, String reason, Instant now) {
        handles.later(WITHDRAW.bind("from", dedupeKeyPrefix)
                .bind("to", dedupeKeyPrefix + Character.toString(Character.MAX_CODE_POINT))
                .bind("reason", reason)
                .bind("now", now));
    }

    @Override
    public Optional<QueuedEmail> find(EmailId id) {
        return handles.read(handle -> handle.createQuery("SELECT " + COLUMNS + """

                        FROM email_queue
                        WHERE id = :id AND email_type = ANY (:types)
                        """)
                .bind("id", id.value())
                .bind("types", KNOWN_TYPES)
                .map(EMAIL)
                .findOne());
    }

    @Override
    public Page<QueuedEmail> list(EmailFilter filter, PageRequest page) {
        EmailType type = filter.type();
        UserId userId = filter.userId();
        Listing listing = Listing.of("SELECT " + COLUMNS + "\nFROM email_queue", page)
                .where("email_type = ANY (:types)", Map.of("types", KNOWN_TYPES))
                .filter("email_type = :type", "type", type == null ? null : type.typeName())
                .filter("user_id = :userId", "userId", userId == null ? null : userId.value());
        if (filter.status() != null) {
            // In the words of the indexes that are there for some of them.
            String condition = switch (filter.status()) {
                case PENDING ->
                    "status IN ('pending', 'sending', 'failed') AND (status <> 'failed' OR locked_by IS NOT NULL)";
                case FAILED -> "status = 'failed' AND locked_by IS NULL";
                case DEAD -> "status = 'dead'";
                case SENT -> "status = 'sent'";
            };
            listing.where(condition, Map.of()).plannedForItsValues();
        }
        return handles.read(handle -> listing.newestFirst(handle, "id", EMAIL, QueuedEmail::position));
    }

    @Override
    public Backlog backlog(Instant now) {
        return handles.read(
                handle -> handle.createQuery("""
                        SELECT waiting.due, waiting.sending, waiting.waiting, waiting.oldest_due_at, given_up.dead
                        FROM (SELECT count(*) FILTER (WHERE next_attempt_at <= :now) AS due,
                                     count(*) FILTER (WHERE lease_until > :now) AS sending,
                                     count(*) FILTER (WHERE next_attempt_at > :now AND status = 'failed') AS waiting,
                                     min(next_attempt_at) FILTER (WHERE next_attempt_at <= :now) AS oldest_due_at
                              FROM email_queue
                              WHERE status IN ('pending', 'sending', 'failed')) AS waiting,
                             (SELECT count(*) AS dead FROM email_queue WHERE status = 'dead') AS given_up
                        """).bind("now", now).map(BACKLOG).one());
    }

    @Override
    public int deleteBefore(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM email_queue WHERE id IN (
                            SELECT id FROM email_queue
                            WHERE id IN (
                                -- No more are looked at than may go: behind one that is too young are younger ones.
                                SELECT id FROM (
                                    SELECT id, created_at FROM email_queue
                                    WHERE status IN ('sent', 'dead')
                                    ORDER BY id
                                    LIMIT :limit) AS oldest
                                WHERE created_at < :before)
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }

    private static String levels(Comparator<EmailPriority> order) {
        return Stream.of(EmailPriority.values())
                .sorted(order)
                .map(level -> String.valueOf(level.rank()))
                .collect(Collectors.joining(", ", "ARRAY[", "]::smallint[]"));
    }

    private static EmailStatus status(ResultSet row) throws SQLException {
        return row.getString("locked_by") != null || Columns.text(row, "status").equals("sending")
                ? EmailStatus.PENDING
                : Columns.constant(row, "status", EmailStatus.class);
    }

    private static EmailType type(ResultSet row) throws SQLException {
        return EmailType.valueOf(
                Columns.text(row, "email_type").toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
