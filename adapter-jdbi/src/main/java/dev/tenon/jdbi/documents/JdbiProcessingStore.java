package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.ProcessingBacklog;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.ProcessingStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Tables {@code document_processing}, {@code document_texts}. The document's row is locked before the others; who claims takes both or
 * neither and waits for nobody. Pictures that no row names any more are seen to by triggers.
 */
final class JdbiProcessingStore implements ProcessingStore {

    private static final RowMapper<Claimed> CLAIMED = (row, context) -> new Claimed(
            new DocumentId(Columns.uuid(row, "document_id")),
            row.getInt("version"),
            new BlobKey(UUID.fromString(Columns.text(row, "file_path"))),
            row.getLong("file_size"),
            Columns.text(row, "media_type"),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.idOrNull(row, "organization_id", OrganizationId::new),
            Columns.uuid(row, "locked_by"),
            row.getInt("attempts"),
            new BlobKey(UUID.fromString(Columns.text(row, "thumbnail_path"))));

    private static final RowMapper<StoredBlob> THUMBNAIL =
            (row, context) -> Objects.requireNonNull(thumbnail(row), "asked for rows that have one");

    private static final RowMapper<Extracted> EXTRACTED = (row, context) -> new Extracted(
            Columns.text(row, "text"), row.getString("language"), Columns.intOrNull(row, "page_count"), thumbnail(row));

    private static final RowMapper<ProcessingBacklog> BACKLOG = (row, context) -> new ProcessingBacklog(
            row.getLong("due"),
            row.getLong("waiting"),
            row.getLong("failed"),
            Columns.instantOrNull(row, "oldest_due_at"));

    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT p.document_id, p.version, d.user_id, d.organization_id
                FROM document_processing p
                JOIN documents d ON d.id = p.document_id
                WHERE p.status = 'pending'
                  AND p.next_attempt_at <= :now
                  AND (p.lease_until IS NULL OR p.lease_until <= :now)
                ORDER BY p.turn_at, p.document_id, p.version
                LIMIT 1
                FOR NO KEY UPDATE OF p, d SKIP LOCKED),
            claimed AS (
                UPDATE document_processing p
                SET attempts = attempts + 1, locked_by = :worker, lease_until = :leaseUntil,
                    thumbnail_path = :thumbnail
                FROM due
                WHERE p.document_id = due.document_id AND p.version = due.version
                RETURNING p.document_id, p.version, p.attempts, p.locked_by, p.thumbnail_path, due.user_id,
                          due.organization_id),
            shown AS (
                UPDATE documents d
                SET status = 'processing', failure_reason = NULL
                FROM claimed
                WHERE d.id = claimed.document_id AND d.version = claimed.version)
            SELECT claimed.*, v.file_path, v.file_size, v.media_type
            FROM claimed
            JOIN document_versions v ON v.document_id = claimed.document_id AND v.version = claimed.version
            """;

    /** Each that somebody has waiting already puts the next one's turn off. */
    private static final String WAITING = """
            SELECT d.id, :version, coalesce(d.organization_id, d.user_id),
                   :now::timestamptz + interval '1 minute' * (
                       SELECT count(*)
                       FROM (
                           SELECT 1 FROM document_processing w
                           WHERE w.status = 'pending' AND w.subject_id = coalesce(d.organization_id, d.user_id)
                           LIMIT 1000) before),
                   :now, :now
            FROM documents d
            WHERE d.id = :document
            """;

    private static final String IS_OURS = """
            document_id = :document AND version = :version AND locked_by = :worker AND attempts = :attempt
            """;

    private final Handles handles;

    JdbiProcessingStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void enqueue(DocumentId document, int version, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO document_processing
                            (document_id, version, subject_id, turn_at, next_attempt_at, requested_at)
                        """ + WAITING + """
                        ON CONFLICT (document_id, version) DO NOTHING
                        """)
                .bind("document", document.value())
                .bind("version", version)
                .bind("now", now)
                .execute());
    }

    @Override
    public boolean share(DocumentId document, int earlier, int version, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        WITH read AS (
                            INSERT INTO document_texts
                                (document_id, version, text, language, page_count, thumbnail_path, thumbnail_size,
                                 thumbnail_sha256, extracted_at)
                            SELECT document_id, :version, text, language, page_count, thumbnail_path, thumbnail_size,
                                   thumbnail_sha256, :now
                            FROM document_texts
                            WHERE document_id = :document AND version = :earlier
                            RETURNING 'processed' AS status, NULL AS reason, page_count),
                        failed AS (
                            INSERT INTO document_processing
                                (document_id, version, status, next_attempt_at, failure_reason, requested_at)
                            SELECT document_id, :version, status, :now, failure_reason, :now
                            FROM document_processing
                            WHERE document_id = :document AND version = :earlier AND status = 'failed'
                              AND NOT EXISTS (SELECT 1 FROM read)
                            RETURNING status, failure_reason AS reason, NULL::int AS page_count)
                        UPDATE documents d
                        SET status = became.status, failure_reason = became.reason, page_count = became.page_count
                        FROM (SELECT * FROM read UNION ALL SELECT * FROM failed) AS became
                        WHERE d.id = :document AND d.version = :version
                        """)
                        .bind("document", document.value())
                        .bind("earlier", earlier)
                        .bind("version", version)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public boolean request(DocumentId document, int version, Instant now) {
        return handles.write(handle -> {
            boolean isQueued = handle.createUpdate("""
                            INSERT INTO document_processing AS p
                                (document_id, version, subject_id, turn_at, next_attempt_at, requested_at)
                            """ + WAITING + """
                            ON CONFLICT (document_id, version) DO UPDATE
                            SET status = 'pending', attempts = 0, next_attempt_at = :now, requested_at = :now,
                                turn_at = excluded.turn_at, failure_reason = NULL, locked_by = NULL, lease_until = NULL,
                                thumbnail_path = NULL
                            WHERE p.status = 'failed' OR p.lease_until <= :now
                               OR (p.lease_until IS NULL AND p.next_attempt_at > :now)
                            """)
                            .bind("document", document.value())
                            .bind("version", version)
                            .bind("now", now)
                            .execute()
                    == 1;
            if (isQueued) {
                handle.createUpdate("""
                                UPDATE documents SET status = 'uploaded', failure_reason = NULL
                                WHERE id = :document AND version = :version
                                """)
                        .bind("document", document.value())
                        .bind("version", version)
                        .execute();
            }
            return isQueued;
        });
    }

    @Override
    public Optional<Claimed> claim(UUID worker, BlobKey thumbnail, Instant now, Instant leaseUntil) {
        return handles.write(handle -> handle.createQuery(CLAIM)
                .bind("worker", worker)
                .bind("thumbnail", thumbnail.toString())
                .bind("now", now)
                .bind("leaseUntil", leaseUntil)
                .map(CLAIMED)
                .findOne());
    }

    @Override
    public boolean complete(Claimed claimed, Extracted extracted, Instant now) {
        StoredBlob thumbnail = extracted.thumbnail();
        return handles.write(handle -> {
            lock(handle, claimed);
            boolean isWritten = ours(
                                    handle.createUpdate(
                                            "WITH done AS (DELETE FROM document_processing WHERE " + IS_OURS + """
                            RETURNING document_id, version)
                            INSERT INTO document_texts
                                (document_id, version, text, language, page_count, thumbnail_path, thumbnail_size,
                                 thumbnail_sha256, extracted_at)
                            SELECT document_id, version, :text, :language, :pages, :thumbnail, :size, :sha256, :now
                            FROM done
                            ON CONFLICT (document_id, version) DO UPDATE
                            SET text = excluded.text, language = excluded.language, page_count = excluded.page_count,
                                thumbnail_path = excluded.thumbnail_path, thumbnail_size = excluded.thumbnail_size,
                                thumbnail_sha256 = excluded.thumbnail_sha256, extracted_at = excluded.extracted_at
                            """),
                                    claimed)
                            .bind("text", extracted.text())
                            .bind("language", extracted.language())
                            .bind("pages", extracted.pages())
                            .bind(
                                    "thumbnail",
                                    thumbnail == null ? null : thumbnail.key().toString())
                            .bind("size", thumbnail == null ? null : Long.valueOf(thumbnail.size()))
                            .bind("sha256", thumbnail == null ? null : thumbnail.sha256())
                            .bind("now", now)
                            .execute()
                    == 1;
            if (isWritten && thumbnail == null) {
                // A trigger asked for it with the job's row, but nothing was put there.
                handle.createUpdate("DELETE FROM blob_deletions WHERE blob_key = :place")
                        .bind("place", claimed.thumbnail().toString())
                        .execute();
            }
            if (isWritten) {
                show(handle, claimed, "processed", null, extracted.pages());
            }
            return isWritten;
        });
    }

    @Override
    public boolean retry(Claimed claimed, Instant nextAttemptAt, String reason) {
        return handles.write(handle -> ours(handle.createUpdate("""
                        UPDATE document_processing
                        SET next_attempt_at = :next, failure_reason = :reason, locked_by = NULL, lease_until = NULL,
                            thumbnail_path = NULL
                        WHERE\s""" + IS_OURS), claimed)
                        .bind("next", nextAttemptAt)
                        .bind("reason", reason)
                        .execute()
                == 1);
    }

    @Override
    public boolean release(Claimed claimed) {
        return handles.write(
                handle -> ours(handle.createUpdate("""
                        UPDATE document_processing
                        SET attempts = attempts - 1, locked_by = NULL, lease_until = NULL, thumbnail_path = NULL
                        WHERE\s""" + IS_OURS), claimed).execute() == 1);
    }

    @Override
    public boolean fail(Claimed claimed, String reason) {
        return handles.write(handle -> {
            lock(handle, claimed);
            boolean isGivenUp = ours(handle.createUpdate("""
                            UPDATE document_processing
                            SET status = 'failed', failure_reason = :reason, locked_by = NULL, lease_until = NULL,
                                thumbnail_path = NULL
                            WHERE\s""" + IS_OURS), claimed)
                            .bind("reason", reason)
                            .execute()
                    == 1;
            if (isGivenUp) {
                handle.createUpdate("DELETE FROM document_texts WHERE document_id = :document AND version = :version")
                        .bind("document", claimed.documentId().value())
                        .bind("version", claimed.version())
                        .execute();
                show(handle, claimed, "failed", reason, null);
            }
            return isGivenUp;
        });
    }

    private static void lock(Handle handle, Claimed claimed) {
        handle.createQuery("SELECT id FROM documents WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", claimed.documentId().value())
                .mapTo(UUID.class)
                .findOne();
    }

    private static void show(
            Handle handle, Claimed claimed, String status, @Nullable String reason, @Nullable Integer pages) {
        handle.createUpdate("""
                        UPDATE documents SET status = :status, failure_reason = :reason, page_count = :pages
                        WHERE id = :document AND version = :version
                        """)
                .bind("status", status)
                .bind("reason", reason)
                .bind("pages", pages)
                .bind("document", claimed.documentId().value())
                .bind("version", claimed.version())
                .execute();
    }

    private static Update ours(Update update, Claimed claimed) {
        return update.bind("document", claimed.documentId().value())
                .bind("version", claimed.version())
                .bind("worker", claimed.worker())
                .bind("attempt", claimed.attempt());
    }

    @Override
    public Optional<StoredBlob> thumbnail(DocumentId document, int version) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT thumbnail_path, thumbnail_size, thumbnail_sha256
                        FROM document_texts
                        WHERE document_id = :document AND version = :version AND thumbnail_path IS NOT NULL
                        """)
                .bind("document", document.value())
                .bind("version", version)
                .map(THUMBNAIL)
                .findOne());
    }

    @Override
    public Optional<Extracted> find(DocumentId document, int version) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT text, language, page_count, thumbnail_path, thumbnail_size, thumbnail_sha256
                        FROM document_texts
                        WHERE document_id = :document AND version = :version
                        """)
                .bind("document", document.value())
                .bind("version", version)
                .map(EXTRACTED)
                .findOne());
    }

    @Override
    public ProcessingBacklog backlog(Instant now) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT live.due, live.waiting, live.oldest_due_at,
                               (SELECT count(*) FROM (
                                    SELECT FROM document_processing WHERE status = 'failed' LIMIT :most) AS given_up) AS failed
                        FROM (SELECT count(*) FILTER (WHERE next_attempt_at <= :now) AS due,
                                     count(*) FILTER (WHERE next_attempt_at > :now) AS waiting,
                                     min(next_attempt_at) FILTER (WHERE next_attempt_at <= :now) AS oldest_due_at
                              FROM (SELECT next_attempt_at FROM document_processing
                                    WHERE status = 'pending'
                                    ORDER BY next_attempt_at, document_id, version
                                    LIMIT :most) AS first) AS live
                        """)
                .bind("now", now)
                .bind("most", ProcessingBacklog.MOST_COUNTED)
                .map(BACKLOG)
                .one());
    }

    private static @Nullable StoredBlob thumbnail(ResultSet row) throws SQLException {
        String key = row.getString("thumbnail_path");
        return key == null
                ? null
                : new StoredBlob(
                        new BlobKey(UUID.fromString(key)),
                        row.getLong("thumbnail_size"),
                        Columns.text(row, "thumbnail_sha256"));
    }
}
