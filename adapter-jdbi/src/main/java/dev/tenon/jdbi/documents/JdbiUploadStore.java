package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.UploadStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code uploads} and {@code upload_parts}. An upload's row is locked before its hold's, and that before its quota's. */
final class JdbiUploadStore implements UploadStore {

    private static final RowMapper<Upload> UPLOAD = (row, context) -> new Upload(
            new UploadId(Columns.uuid(row, "id")),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.idOrNull(row, "organization_id", OrganizationId::new),
            Columns.idOrNull(row, "version_of", DocumentId::new),
            Columns.text(row, "file_name"),
            row.getString("media_type"),
            row.getString("metadata"),
            row.getLong("size"),
            row.getLong("received"),
            Columns.constant(row, "status", UploadStatus.class),
            Columns.idOrNull(row, "document_id", DocumentId::new),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "expires_at"));

    private static final RowMapper<Running> RUNNING = (row, context) -> new Running(
            UPLOAD.map(row, context),
            Columns.uuid(row, "hold_id"),
            Columns.longOrNull(row, "expected_revision"),
            row.getLong("attempt"),
            Columns.instantOrNull(row, "busy_until"));

    private static final RowMapper<BlobKey> FILE_PATH = (row, context) -> blobKey(Columns.text(row, "file_path"));

    private static final RowMapper<UploadPart> PART = (row, context) -> new UploadPart(
            row.getLong("start"),
            new StoredBlob(blobKey(Columns.text(row, "file_path")), row.getLong("size"), Columns.text(row, "sha256")));

    private static final String SELECT = """
            SELECT u.id, u.user_id, u.organization_id, u.version_of, u.expected_revision, u.file_name, u.media_type,
                   u.metadata, u.size, u.received, u.status, u.document_id, u.hold_id, u.attempt, u.busy_until,
                   u.created_at, u.expires_at
            FROM uploads u
            """;

    /** For a version that its sender may not write any more. */
    private static final String BARRED = """
            WHERE u.status = 'open' AND u.version_of IS NOT NULL
              AND NOT EXISTS (
                  SELECT 1
                  FROM documents d
                  WHERE d.id = u.version_of
                    AND d.deleted_at IS NULL
                    AND ((d.organization_id IS NULL AND d.user_id = u.user_id)
                         OR EXISTS (
                             SELECT 1 FROM organization_members m
                             WHERE m.organization_id = d.organization_id AND m.user_id = u.user_id)
                         OR EXISTS (
                             SELECT 1 FROM document_sharing s
                             WHERE s.document_id = d.id AND s.permission = 'write'
                               AND (s.expires_at IS NULL OR s.expires_at > :now)
                               AND (s.shared_with_user_id = u.user_id
                                    OR s.shared_with_organization_id IN (
                                        SELECT organization_id FROM organization_members WHERE user_id = u.user_id)))))
            """;

    private final Handles handles;

    JdbiUploadStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public int countOpen(UserId person) {
        return handles.read(
                handle -> handle.createQuery("SELECT count(*) FROM uploads WHERE user_id = :person AND status = 'open'")
                        .bind("person", person.value())
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public void insert(Running running) {
        Upload upload = running.upload();
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO uploads
                            (id, user_id, organization_id, version_of, expected_revision, file_name, media_type, metadata, size,
                             hold_id, attempt, created_at, expires_at)
                        VALUES (:id, :person, :organization, :versionOf, :revision, :fileName, :mediaType, :metadata, :size,
                                :hold, :attempt, :createdAt, :expiresAt)
                        """)
                .bind("id", upload.id().value())
                .bind("person", upload.userId().value())
                .bind("organization", value(upload.organizationId()))
                .bind("versionOf", value(upload.versionOf()))
                .bind("revision", running.expectedRevision())
                .bind("fileName", upload.fileName())
                .bind("mediaType", upload.mediaType())
                .bind("metadata", upload.metadata())
                .bind("size", upload.size())
                .bind("hold", running.holdId())
                .bind("attempt", running.attempt())
                .bind("createdAt", upload.createdAt())
                .bind("expiresAt", upload.expiresAt())
                .execute());
    }

    private static @Nullable UUID value(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    @Override
    public Optional<Upload> find(UploadId id, UserId person) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE u.id = :id AND u.user_id = :person")
                .bind("id", id.value())
                .bind("person", person.value())
                .map(UPLOAD)
                .findOne());
    }

    @Override
    public Page<Upload> list(UserId person, PageRequest page) {
        Listing listing = Listing.of(SELECT, page).where("u.user_id = :person", Map.of("person", person.value()));
        return handles.read(handle -> listing.newestFirst(handle, "u.created_at", "u.id", UPLOAD, Upload::position));
    }

    @Override
    public Optional<Running> lock(UploadId id) {
        return handles.write(handle -> handle.createQuery(SELECT + "WHERE u.id = :id FOR NO KEY UPDATE")
                .bind("id", id.value())
                .map(RUNNING)
                .findOne());
    }

    @Override
    public boolean isCurrent(UploadId id, long attempt) {
        return handles.read(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM uploads WHERE id = :id AND attempt = :attempt AND status = 'open')")
                .bind("id", id.value())
                .bind("attempt", attempt)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public List<BlobKey> begin(UploadId id, long attempt, BlobKey blobKey, long start, @Nullable Instant busyUntil) {
        handles.write(handle -> handle.createUpdate(
                        "UPDATE uploads SET attempt = :attempt, busy_until = :until WHERE id = :id")
                .bind("id", id.value())
                .bind("attempt", attempt)
                .bind("until", busyUntil)
                .execute());
        List<BlobKey> lost = handles.write(handle -> handle.createQuery(
                        "DELETE FROM upload_parts WHERE upload_id = :id AND size IS NULL RETURNING file_path")
                .bind("id", id.value())
                .map(FILE_PATH)
                .list());
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO upload_parts (upload_id, number, start, file_path)
                        VALUES (:id, :attempt, :start, :blobKey)
                        """)
                .bind("id", id.value())
                .bind("attempt", attempt)
                .bind("start", start)
                .bind("blobKey", blobKey.toString())
                .execute());
        return lost;
    }

    @Override
    public int countParts(UploadId id) {
        return handles.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM upload_parts WHERE upload_id = :id AND size IS NOT NULL")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public List<UploadPart> parts(UploadId id) {
        return handles.read(handle ->
                handle.createQuery("""
                        SELECT start, size, sha256, file_path
                        FROM upload_parts
                        WHERE upload_id = :id AND size IS NOT NULL
                        ORDER BY start
                        """).bind("id", id.value()).map(PART).list());
    }

    @Override
    public boolean add(UploadId id, long attempt, UploadPart part, Instant expiresAt, @Nullable Instant busyUntil) {
        return handles.write(handle -> handle.createUpdate("""
                        WITH advanced AS (
                            UPDATE uploads
                            SET received = received + :size, expires_at = :expiresAt, busy_until = :until
                            WHERE id = :id AND status = 'open' AND attempt = :attempt AND received = :start
                            RETURNING id)
                        UPDATE upload_parts p
                        SET size = :size, sha256 = :sha256
                        FROM advanced
                        WHERE p.upload_id = advanced.id AND p.number = :attempt
                        """)
                        .bind("id", id.value())
                        .bind("attempt", attempt)
                        .bind("start", part.start())
                        .bind("size", part.blob().size())
                        .bind("sha256", part.blob().sha256())
                        .bind("expiresAt", expiresAt)
                        .bind("until", busyUntil)
                        .execute()
                == 1);
    }

    @Override
    public boolean forgetPart(UploadId id, long attempt) {
        return handles.write(handle -> handle.createUpdate(
                                "DELETE FROM upload_parts WHERE upload_id = :id AND number = :attempt AND size IS NULL")
                        .bind("id", id.value())
                        .bind("attempt", attempt)
                        .execute()
                == 1);
    }

    @Override
    public boolean busy(UploadId id, long attempt, Instant until) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE uploads SET busy_until = :until
                        WHERE id = :id AND attempt = :attempt AND status = 'open'
                        """)
                        .bind("id", id.value())
                        .bind("attempt", attempt)
                        .bind("until", until)
                        .execute()
                == 1);
    }

    @Override
    public List<BlobKey> end(UploadId id, UploadStatus status, @Nullable DocumentId documentId, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE uploads
                        SET status = :status, document_id = :document, ended_at = :now, busy_until = NULL
                        WHERE id = :id AND status = 'open'
                        """)
                .bind("id", id.value())
                .bind("status", Columns.word(status))
                .bind("document", value(documentId))
                .bind("now", now)
                .execute());
        return handles.write(
                handle -> handle.createQuery("DELETE FROM upload_parts WHERE upload_id = :id RETURNING file_path")
                        .bind("id", id.value())
                        .map(FILE_PATH)
                        .list());
    }

    @Override
    public List<UploadId> complete(Instant now, int limit) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT id FROM uploads
                        WHERE status = 'open' AND received = size AND (busy_until IS NULL OR busy_until <= :now)
                        ORDER BY created_at
                        LIMIT :limit
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> new UploadId(Columns.uuid(row, "id")))
                .list());
    }

    @Override
    public List<Running> lockExpired(Instant now, int limit) {
        return handles.write(handle -> handle.createQuery(SELECT + """
                        WHERE u.status = 'open' AND u.expires_at <= :now AND (u.busy_until IS NULL OR u.busy_until <= :now)
                        ORDER BY u.expires_at
                        LIMIT :limit
                        FOR NO KEY UPDATE SKIP LOCKED
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map(RUNNING)
                .list());
    }

    @Override
    public List<Running> lockInto(OrganizationId organization, @Nullable UserId person, int limit) {
        return handles.write(handle -> handle.createQuery(SELECT + """
                        WHERE u.organization_id = :organization AND u.status = 'open'
                          AND (:person::uuid IS NULL OR u.user_id = :person)
                        ORDER BY u.id
                        LIMIT :limit
                        FOR NO KEY UPDATE
                        """)
                .bind("organization", organization.value())
                .bind("person", value(person))
                .bind("limit", limit)
                .map(RUNNING)
                .list());
    }

    @Override
    public Optional<Running> lockVersionOf(DocumentId document, UserId person) {
        return handles.write(handle -> handle.createQuery(SELECT + """
                        WHERE u.version_of = :document AND u.user_id = :person AND u.status = 'open'
                        FOR NO KEY UPDATE
                        """)
                .bind("document", document.value())
                .bind("person", person.value())
                .map(RUNNING)
                .findOne());
    }

    @Override
    public List<Running> lockVersionsOf(DocumentId document) {
        return handles.write(handle -> handle.createQuery(SELECT + """
                        WHERE u.version_of = :document AND u.status = 'open'
                        ORDER BY u.id
                        FOR NO KEY UPDATE
                        """)
                .bind("document", document.value())
                .map(RUNNING)
                .list());
    }

    @Override
    public List<Running> lockBarred(DocumentId document, Instant now) {
        return handles.write(handle -> handle.createQuery(SELECT + BARRED + """
                          AND u.version_of = :document
                        ORDER BY u.id
                        FOR NO KEY UPDATE OF u
                        """)
                .bind("document", document.value())
                .bind("now", now)
                .map(RUNNING)
                .list());
    }

    @Override
    public List<Running> lockBarred(Instant now, int limit) {
        return handles.write(handle -> handle.createQuery(SELECT + BARRED + """
                        LIMIT :limit
                        FOR NO KEY UPDATE OF u SKIP LOCKED
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map(RUNNING)
                .list());
    }

    @Override
    public int forgetEnded(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM uploads
                        WHERE id = ANY (ARRAY(
                            SELECT id FROM uploads WHERE ended_at < :before ORDER BY ended_at LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }

    private static BlobKey blobKey(String text) {
        return new BlobKey(UUID.fromString(text));
    }
}
