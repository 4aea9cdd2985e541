package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaDrift;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Tables {@code storage_quotas}, {@code storage_holds}, {@code blob_deletions}. Whether something fits is decided by the
 * UPDATE that reserves it, so that of those who ask at once as many get it as there is room for. A hold's row is locked
 * before its quota's.
 */
final class JdbiQuotaStore implements QuotaStore {

    private static final RowMapper<Quota> QUOTA = (row, context) -> new Quota(
            subject(row),
            row.getLong("used_storage"),
            row.getLong("reserved_storage"),
            Columns.longOrNull(row, "max_storage"),
            row.getLong("used_documents"),
            row.getLong("reserved_documents"),
            Columns.longOrNull(row, "max_documents"));

    private static final RowMapper<Hold> HOLD = (row, context) -> new Hold(
            Columns.uuid(row, "id"),
            subject(row),
            blobKey(Columns.text(row, "blob_key")),
            row.getLong("bytes"),
            row.getInt("documents"),
            Columns.instant(row, "expires_at"));

    private static final RowMapper<Filling> FILLING = (row, context) -> new Filling(
            subject(row),
            row.getInt("storage"),
            row.getInt("storage_told"),
            row.getInt("documents"),
            row.getInt("documents_told"));

    private static final RowMapper<QuotaDrift> DRIFT = (row, context) -> new QuotaDrift(
            QUOTA.map(row, context),
            row.getLong("stored_storage"),
            row.getLong("held_storage"),
            row.getLong("stored_documents"),
            row.getLong("held_documents"));

    private static final RowMapper<BlobKey> BLOB_KEY = (row, context) -> blobKey(Columns.text(row, "blob_key"));

    private static final String SELECT = """
            SELECT user_id, organization_id, used_storage, reserved_storage, max_storage,
                   used_documents, reserved_documents, max_documents
            FROM storage_quotas
            WHERE\s""";

    private final Handles handles;

    JdbiQuotaStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void open(UUID id, UserId userId, @Nullable Long maxBytes, @Nullable Long maxDocuments, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO storage_quotas (id, user_id, max_storage, max_documents, updated_at)
                        VALUES (:id, :userId, :maxBytes, :maxDocuments, :now)
                        ON CONFLICT (user_id) DO UPDATE
                        SET max_storage = excluded.max_storage,
                            max_documents = excluded.max_documents,
                            updated_at = excluded.updated_at
                        """)
                .bind("id", id)
                .bind("userId", userId.value())
                .bind("maxBytes", maxBytes)
                .bind("maxDocuments", maxDocuments)
                .bind("now", now)
                .execute());
    }

    @Override
    public void open(
            UUID id, OrganizationId organizationId, @Nullable Long maxBytes, @Nullable Long maxDocuments, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO storage_quotas (id, organization_id, max_storage, max_documents, updated_at)
                        VALUES (:id, :organization, :maxBytes, :maxDocuments, :now)
                        ON CONFLICT (organization_id) DO UPDATE
                        SET max_storage = excluded.max_storage,
                            max_documents = excluded.max_documents,
                            updated_at = excluded.updated_at
                        """)
                .bind("id", id)
                .bind("organization", organizationId.value())
                .bind("maxBytes", maxBytes)
                .bind("maxDocuments", maxDocuments)
                .bind("now", now)
                .execute());
    }

    @Override
    public Optional<Quota> find(SubjectId subject) {
        return handles.read(handle -> handle.createQuery(SELECT + whose(subject))
                .bind("subject", subject.value())
                .map(QUOTA)
                .findOne());
    }

    @Override
    public Optional<Quota> lock(SubjectId subject) {
        return handles.write(handle -> handle.createQuery(SELECT + whose(subject) + " FOR NO KEY UPDATE")
                .bind("subject", subject.value())
                .map(QUOTA)
                .findOne());
    }

    @Override
    public void limit(SubjectId subject, @Nullable Long maxBytes, @Nullable Long maxDocuments, Instant now) {
        handles.write(handle -> handle.createUpdate(
                        "UPDATE storage_quotas SET max_storage = :maxBytes, max_documents = :maxDocuments, updated_at = :now WHERE "
                                + whose(subject))
                .bind("subject", subject.value())
                .bind("maxBytes", maxBytes)
                .bind("maxDocuments", maxDocuments)
                .bind("now", now)
                .execute());
    }

    @Override
    public List<Filling> lockFilled(Instant toldBefore, int limit) {
        // Reads the whole table: an index would have to follow every upload.
        return handles.write(handle -> handle.createQuery("""
                        SELECT q.user_id, q.organization_id, q.storage_told, q.documents_told,
                               greatest(step.storage, step.kept_storage) AS storage,
                               greatest(step.documents, step.kept_documents) AS documents
                        FROM storage_quotas q
                        CROSS JOIN LATERAL (
                            SELECT tenon_quota_step(q.used_storage, q.max_storage, q.storage_told) AS storage,
                                   tenon_quota_step(q.used_documents, q.max_documents, q.documents_told) AS documents,
                                   CASE WHEN q.told_at > :toldBefore THEN q.storage_told END AS kept_storage,
                                   CASE WHEN q.told_at > :toldBefore THEN q.documents_told END AS kept_documents) step
                        WHERE greatest(step.storage, step.kept_storage) <> q.storage_told
                           OR greatest(step.documents, step.kept_documents) <> q.documents_told
                        LIMIT :limit
                        FOR NO KEY UPDATE OF q SKIP LOCKED
                        """)
                .bind("toldBefore", toldBefore)
                .bind("limit", limit)
                .map(FILLING)
                .list());
    }

    @Override
    public void told(SubjectId subject, int storage, int documents, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE storage_quotas
                        SET storage_told = :storage, documents_told = :documents,
                            told_at = CASE WHEN :storage > storage_told OR :documents > documents_told THEN :now
                                           ELSE told_at END
                        WHERE\s""" + whose(subject))
                .bind("subject", subject.value())
                .bind("storage", storage)
                .bind("documents", documents)
                .bind("now", now)
                .execute());
    }

    private static String whose(SubjectId subject) {
        return subject instanceof UserId ? "user_id = :subject" : "organization_id = :subject";
    }

    @Override
    public void close(OrganizationId organizationId) {
        handles.write(handle -> handle.createUpdate("DELETE FROM storage_quotas WHERE organization_id = :organization")
                .bind("organization", organizationId.value())
                .execute());
    }

    private static SubjectId subject(ResultSet row) throws SQLException {
        @Nullable UUID person = Columns.uuidOrNull(row, "user_id");
        return person == null ? new OrganizationId(Columns.uuid(row, "organization_id")) : new UserId(person);
    }

    @Override
    public boolean reserve(Hold hold, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        WITH reserved AS (
                            UPDATE storage_quotas
                            SET reserved_storage = reserved_storage + :bytes,
                                reserved_documents = reserved_documents + :documents,
                                updated_at = :now
                            WHERE\s""" + whose(hold.subject()) + """

                              AND (max_storage IS NULL OR :bytes <= max_storage - used_storage - reserved_storage)
                              AND (:documents = 0 OR max_documents IS NULL
                                   OR used_documents + reserved_documents < max_documents)
                            RETURNING id)
                        INSERT INTO storage_holds (id, quota_id, bytes, documents, blob_key, created_at, expires_at)
                        SELECT :holdId, reserved.id, :bytes, :documents, :blobKey, :now, :expiresAt
                        FROM reserved
                        """)
                        .bind("holdId", hold.id())
                        .bind("subject", hold.subject().value())
                        .bind("bytes", hold.bytes())
                        .bind("documents", hold.documents())
                        .bind("blobKey", hold.blobKey().toString())
                        .bind("expiresAt", hold.expiresAt())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    /**
     * The hold before its quota, each in a statement of its own. In one statement with common table expressions the quota lost what
     * others had added to it while the statement waited for the hold: the hold was as it is now, the quota as it was before.
     */
    @Override
    public boolean extend(UUID holdId, long moreBytes, Instant expiresAt, Instant now) {
        return handles.write(handle -> {
            Optional<UUID> quota = handle.createQuery(
                            "SELECT quota_id FROM storage_holds WHERE id = :holdId FOR UPDATE")
                    .bind("holdId", holdId)
                    .mapTo(UUID.class)
                    .findOne();
            if (quota.isEmpty() || !reserve(handle, quota.get(), moreBytes, now)) {
                return false;
            }
            handle.createUpdate("""
                            UPDATE storage_holds SET bytes = bytes + :bytes, expires_at = :expiresAt WHERE id = :holdId
                            """)
                    .bind("holdId", holdId)
                    .bind("bytes", moreBytes)
                    .bind("expiresAt", expiresAt)
                    .execute();
            return true;
        });
    }

    private static boolean reserve(Handle handle, UUID quotaId, long moreBytes, Instant now) {
        return handle.createUpdate("""
                        UPDATE storage_quotas
                        SET reserved_storage = reserved_storage + :bytes, updated_at = :now
                        WHERE id = :id
                          AND (max_storage IS NULL OR :bytes <= max_storage - used_storage - reserved_storage)
                        """)
                        .bind("id", quotaId)
                        .bind("bytes", moreBytes)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** What a hold held when it ended. */
    private record Held(UUID quotaId, long bytes, int documents, String blobKey) {}

    private static final RowMapper<Held> HELD = (row, context) -> new Held(
            Columns.uuid(row, "quota_id"),
            row.getLong("bytes"),
            row.getInt("documents"),
            Columns.text(row, "blob_key"));

    private static Optional<Held> end(Handle handle, UUID holdId) {
        return handle.createQuery(
                        "DELETE FROM storage_holds WHERE id = :holdId RETURNING quota_id, bytes, documents, blob_key")
                .bind("holdId", holdId)
                .map(HELD)
                .findOne();
    }

    private static void settle(Handle handle, Held held, long usedBytes, int usedDocuments, Instant now) {
        handle.createUpdate("""
                        UPDATE storage_quotas
                        SET reserved_storage = reserved_storage - :bytes,
                            reserved_documents = reserved_documents - :documents,
                            used_storage = used_storage + :usedBytes,
                            used_documents = used_documents + :usedDocuments,
                            updated_at = :now
                        WHERE id = :id
                        """)
                .bind("id", held.quotaId())
                .bind("bytes", held.bytes())
                .bind("documents", held.documents())
                .bind("usedBytes", usedBytes)
                .bind("usedDocuments", usedDocuments)
                .bind("now", now)
                .execute();
    }

    @Override
    public boolean commit(UUID holdId, long usedBytes, Instant now) {
        return handles.write(handle -> {
            Optional<Held> held = end(handle, holdId);
            held.filter(hold -> hold.bytes() < usedBytes).ifPresent(hold -> {
                throw new IllegalArgumentException(
                        "The hold is of " + hold.bytes() + " bytes, too few for " + usedBytes + "; extend it first");
            });
            held.ifPresent(hold -> settle(handle, hold, usedBytes, hold.documents(), now));
            return held.isPresent();
        });
    }

    @Override
    public boolean release(UUID holdId, Instant now) {
        return handles.write(handle -> {
            Optional<Held> held = end(handle, holdId);
            held.ifPresent(hold -> {
                settle(handle, hold, 0, 0, now);
                handle.createUpdate("""
                                INSERT INTO blob_deletions (blob_key, requested_at, next_attempt_at)
                                VALUES (:blobKey, :now, :now)
                                """)
                        .bind("blobKey", hold.blobKey())
                        .bind("now", now)
                        .execute();
            });
            return held.isPresent();
        });
    }

    @Override
    public List<QuotaDrift> drifted(int limit) {
        return handles.read(handle -> handle.createQuery("SELECT * FROM storage_quota_drift ORDER BY id LIMIT :limit")
                .bind("limit", limit)
                .map(DRIFT)
                .list());
    }

    @Override
    public Optional<QuotaDrift> recount(SubjectId subject, Instant now) {
        // Only when the row is locked: a statement sees what was committed before it began.
        if (lock(subject).isEmpty()) {
            return Optional.empty();
        }
        Optional<QuotaDrift> drift = handles.write(handle -> handle.createQuery(counted(subject))
                .bind("subject", subject.value())
                .map(DRIFT)
                .findOne());
        drift.ifPresent(found -> handles.write(handle -> handle.createUpdate("""
                        UPDATE storage_quotas
                        SET used_storage = :stored, reserved_storage = :held, used_documents = :documentsStored,
                            reserved_documents = :documentsHeld, updated_at = :now
                        WHERE\s""" + whose(subject))
                .bind("subject", subject.value())
                .bind("stored", found.stored())
                .bind("held", found.held())
                .bind("documentsStored", found.documentsStored())
                .bind("documentsHeld", found.documentsHeld())
                .bind("now", now)
                .execute()));
        return drift;
    }

    /** As storage_quota_drift counts, of one owner alone: everybody's figures are too much to add up while one of them waits. */
    private static String counted(SubjectId subject) {
        String stored = subject instanceof UserId
                ? "d.user_id = :subject AND d.organization_id IS NULL"
                : "d.organization_id = :subject";
        return """
                SELECT q.user_id, q.organization_id, q.max_storage, q.max_documents,
                       q.used_storage, s.bytes AS stored_storage, q.reserved_storage, h.bytes AS held_storage,
                       q.used_documents, s.documents AS stored_documents,
                       q.reserved_documents, h.documents AS held_documents
                FROM storage_quotas q
                CROSS JOIN (
                    SELECT coalesce(sum(v.file_size), 0)::bigint AS bytes, count(DISTINCT d.id) AS documents
                    FROM documents d
                    JOIN document_versions v ON v.document_id = d.id
                    WHERE d.deleted_at IS NULL AND\s""" + stored + """
                    ) s
                CROSS JOIN LATERAL (
                    SELECT coalesce(sum(bytes), 0)::bigint AS bytes, coalesce(sum(documents), 0)::bigint AS documents
                    FROM storage_holds
                    WHERE quota_id = q.id) h
                WHERE (q.used_storage, q.used_documents, q.reserved_storage, q.reserved_documents)
                          IS DISTINCT FROM (s.bytes, s.documents, h.bytes, h.documents)
                  AND q.""" + whose(subject);
    }

    @Override
    public boolean take(SubjectId subject, long bytes, long documents, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE storage_quotas
                        SET used_storage = used_storage + :bytes,
                            used_documents = used_documents + :documents,
                            updated_at = :now
                        WHERE (max_storage IS NULL OR :bytes <= max_storage - used_storage - reserved_storage)
                          AND (:documents = 0 OR max_documents IS NULL
                               OR :documents <= max_documents - used_documents - reserved_documents)
                          AND\s""" + whose(subject))
                        .bind("subject", subject.value())
                        .bind("bytes", bytes)
                        .bind("documents", documents)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public void free(SubjectId subject, long bytes, long documents, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE storage_quotas
                        SET used_storage = used_storage - :bytes,
                            used_documents = used_documents - :documents,
                            updated_at = :now
                        WHERE\s""" + whose(subject))
                .bind("subject", subject.value())
                .bind("bytes", bytes)
                .bind("documents", documents)
                .bind("now", now)
                .execute());
    }

    @Override
    public void discard(List<BlobKey> blobKeys, Instant now) {
        if (blobKeys.isEmpty()) {
            return;
        }
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO blob_deletions (blob_key, requested_at, next_attempt_at)
                        SELECT blob_key, :now, :now
                        FROM unnest(:blobKeys) AS needless (blob_key)
                        """)
                .bindArray(
                        "blobKeys",
                        String.class,
                        blobKeys.stream().map(BlobKey::toString).toList())
                .bind("now", now)
                .execute());
    }

    @Override
    public List<Hold> lockExpiredHolds(Instant now, int limit) {
        return handles.write(handle -> handle.createQuery("""
                        WITH expired AS (
                            SELECT h.id, q.user_id, q.organization_id, h.blob_key, h.bytes, h.documents,
                                   h.expires_at
                            FROM storage_holds h
                            JOIN storage_quotas q ON q.id = h.quota_id
                            WHERE h.expires_at <= :now
                              AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.hold_id = h.id)
                            ORDER BY h.expires_at
                            LIMIT :limit
                            FOR UPDATE OF h SKIP LOCKED
                        )
                        SELECT id, user_id, organization_id, blob_key, bytes, documents, expires_at
                        FROM expired
                        ORDER BY coalesce(user_id, organization_id), id
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map(HOLD)
                .list());
    }

    @Override
    public List<BlobKey> claimDeletions(Instant now, Instant retryAt, int limit) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE blob_deletions
                        SET attempts = attempts + 1, next_attempt_at = :retryAt
                        WHERE blob_key = ANY (ARRAY(
                            SELECT blob_key FROM blob_deletions
                            WHERE next_attempt_at <= :now
                            ORDER BY next_attempt_at, blob_key
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        RETURNING blob_key
                        """)
                .bind("now", now)
                .bind("retryAt", retryAt)
                .bind("limit", limit)
                .map(BLOB_KEY)
                .list());
    }

    @Override
    public void deletionDone(BlobKey blobKey) {
        handles.writeJoining(handle -> handle.createUpdate("DELETE FROM blob_deletions WHERE blob_key = :blobKey")
                .bind("blobKey", blobKey.toString())
                .execute());
    }

    @Override
    public List<BlobKey> unknown(List<BlobKey> blobKeys) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT asked.blob_key
                        FROM unnest(:blobKeys) WITH ORDINALITY AS asked (blob_key, place)
                        WHERE NOT EXISTS (SELECT 1 FROM storage_holds h WHERE h.blob_key = asked.blob_key)
                          AND NOT EXISTS (SELECT 1 FROM upload_parts p WHERE p.file_path = asked.blob_key)
                          AND NOT EXISTS (SELECT 1 FROM document_versions v WHERE v.file_path = asked.blob_key)
                          AND NOT EXISTS (SELECT 1 FROM document_texts t WHERE t.thumbnail_path = asked.blob_key)
                          AND NOT EXISTS (SELECT 1 FROM document_processing p WHERE p.thumbnail_path = asked.blob_key)
                          AND NOT EXISTS (SELECT 1 FROM blob_deletions d WHERE d.blob_key = asked.blob_key)
                        ORDER BY asked.place
                        """)
                .bindArray(
                        "blobKeys",
                        String.class,
                        blobKeys.stream().map(BlobKey::toString).toList())
                .map(BLOB_KEY)
                .list());
    }

    private static BlobKey blobKey(String text) {
        return new BlobKey(UUID.fromString(text));
    }
}
