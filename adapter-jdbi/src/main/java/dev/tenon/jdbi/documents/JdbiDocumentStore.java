package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Tables {@code documents}, {@code document_versions}. */
final class JdbiDocumentStore implements DocumentStore {

    static final RowMapper<Document> DOCUMENT = (row, context) -> document(row);

    private static final RowMapper<Access> ACCESS =
            (row, context) -> new Access(document(row), Columns.constant(row, "access_right", DocumentRight.class));

    private static final RowMapper<DocumentVersion> VERSION = (row, context) -> new DocumentVersion(
            new DocumentId(Columns.uuid(row, "document_id")),
            row.getInt("version"),
            blobKey(row),
            row.getLong("file_size"),
            row.getString("file_type"),
            Columns.text(row, "media_type"),
            Columns.text(row, "sha256"),
            Columns.idOrNull(row, "uploaded_by", UserId::new),
            Columns.instant(row, "uploaded_at"));

    private static final RowMapper<Doomed> DOOMED =
            (row, context) -> new Doomed(new DocumentId(Columns.uuid(row, "id")), subject(row));

    private static final RowMapper<VersionBlob> VERSION_BLOB = (row, context) -> new VersionBlob(
            new DocumentId(Columns.uuid(row, "document_id")),
            row.getInt("version"),
            new BlobKey(UUID.fromString(Columns.text(row, "file_path"))),
            row.getLong("file_size"),
            Columns.text(row, "sha256"));

    private static final RowMapper<BlobKey> BLOB_KEY = (row, context) -> blobKey(row);

    static final String COLUMNS = """
            d.id, d.user_id, d.organization_id, d.file_name, d.file_path, d.file_size, d.file_type, d.media_type, d.sha256,
            d.version, d.tags, d.status, d.failure_reason, d.page_count, d.uploaded_at, d.updated_at, d.deleted_at,
            d.revision""";

    private static final String SELECT = "SELECT " + COLUMNS + "\nFROM documents d\n";

    /** The strongest of what a person has by owning it, by belonging to its organization, and by what is shared with either. */
    private static final String ACCESSIBLE = "SELECT " + COLUMNS + """
            ,
                   CASE
                       WHEN d.organization_id IS NULL AND d.user_id = :person THEN 'own'
                       WHEN m.role IN ('owner', 'admin') OR (m.role IS NOT NULL AND d.user_id = :person) THEN 'own'
                       WHEN m.role IS NOT NULL THEN 'write'
                       ELSE s.permission
                   END AS access_right
            FROM documents d
            LEFT JOIN organization_members m ON m.organization_id = d.organization_id AND m.user_id = :person
            LEFT JOIN LATERAL (
                SELECT max(g.permission) AS permission
                FROM document_sharing g
                WHERE g.document_id = d.id
                  AND (g.expires_at IS NULL OR g.expires_at > :now)
                  AND (g.shared_with_user_id = :person
                       OR g.shared_with_organization_id IN (
                           SELECT organization_id FROM organization_members WHERE user_id = :person))) s ON true
            WHERE d.id = ANY(:ids)
              AND d.deleted_at IS NULL
              AND ((d.organization_id IS NULL AND d.user_id = :person) OR m.role IS NOT NULL OR s.permission IS NOT NULL)
            """;

    private final Handles handles;

    JdbiDocumentStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(Document document) {
        handles.write(handle -> bound(handle.createUpdate("""
                        WITH added AS (
                            INSERT INTO documents
                                (id, user_id, organization_id, file_name, file_path, file_size, file_type, media_type, sha256,
                                 version, tags, status, failure_reason, uploaded_at, updated_at, revision)
                            VALUES (:id, :ownerId, :organizationId, :fileName, :blobKey, :fileSize, :fileType, :mediaType, :sha256,
                                    :version, :tags, :status, :failureReason, :uploadedAt, :updatedAt, :revision)
                            RETURNING *)
                        INSERT INTO document_versions
                            (document_id, version, file_path, file_size, file_type, media_type, sha256, uploaded_by,
                             uploaded_at)
                        SELECT id, version, file_path, file_size, file_type, media_type, sha256, user_id, uploaded_at
                        FROM added
                        """), document)
                .bind("ownerId", document.ownerId().value())
                .bind("organizationId", value(document.organizationId()))
                .bind("uploadedAt", document.uploadedAt())
                .bind("updatedAt", document.updatedAt())
                .execute());
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Document document) {
        return statement
                .bind("id", document.id().value())
                .bind("fileName", document.fileName())
                .bind("blobKey", document.blobKey().toString())
                .bind("fileSize", document.fileSize())
                .bind("fileType", document.fileType())
                .bind("mediaType", document.mediaType())
                .bind("sha256", document.sha256())
                .bind("version", document.version())
                .bindArray("tags", String.class, document.tags())
                .bind("status", Columns.word(document.status()))
                .bind("failureReason", document.failureReason())
                .bind("revision", document.revision());
    }

    @Override
    public Optional<Document> find(DocumentId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE d.id = :id AND d.deleted_at IS NULL")
                .bind("id", id.value())
                .map(DOCUMENT)
                .findOne());
    }

    @Override
    public Optional<Access> find(DocumentId id, UserId person, Instant now) {
        return handles.read(handle -> handle.createQuery(ACCESSIBLE)
                .bindArray("ids", UUID.class, id.value())
                .bind("person", person.value())
                .bind("now", now)
                .map(ACCESS)
                .findOne());
    }

    @Override
    public List<Access> find(Set<DocumentId> ids, UserId person, Instant now) {
        return handles.read(handle -> handle.createQuery(ACCESSIBLE)
                .bindArray(
                        "ids", UUID.class, ids.stream().map(DocumentId::value).toList())
                .bind("person", person.value())
                .bind("now", now)
                .map(ACCESS)
                .list());
    }

    @Override
    public Optional<Access> lock(DocumentId id, UserId person, Instant now) {
        return handles.write(handle -> handle.createQuery(ACCESSIBLE + "FOR NO KEY UPDATE OF d")
                .bindArray("ids", UUID.class, id.value())
                .bind("person", person.value())
                .bind("now", now)
                .map(ACCESS)
                .findOne());
    }

    @Override
    public Optional<Access> lockTrashed(DocumentId id, UserId person) {
        return handles.write(handle -> handle.createQuery("SELECT " + COLUMNS + """
                        ,
                               CASE
                                   WHEN d.user_id = :person OR m.role IN ('owner', 'admin') THEN 'own'
                                   ELSE 'write'
                               END AS access_right
                        FROM documents d
                        LEFT JOIN organization_members m ON m.organization_id = d.organization_id AND m.user_id = :person
                        WHERE d.id = :id
                          AND d.deleted_at IS NOT NULL
                          AND ((d.organization_id IS NULL AND d.user_id = :person) OR m.role IS NOT NULL)
                        FOR NO KEY UPDATE OF d
                        """)
                .bind("id", id.value())
                .bind("person", person.value())
                .map(ACCESS)
                .findOne());
    }

    @Override
    public Page<Document> list(SubjectId owner, DocumentFilter filter, PageRequest page) {
        String whose = owner instanceof UserId
                ? "d.user_id = :owner AND d.organization_id IS NULL AND d.deleted_at IS NULL"
                : "d.organization_id = :owner AND d.deleted_at IS NULL";
        Listing listing = Listing.of(SELECT, page)
                .where(whose, Map.of("owner", owner.value()))
                .filter("lower(d.file_name) LIKE lower(:text)", "text", containing(filter.text()))
                .filter("d.status = :status", "status", filter.status() == null ? null : Columns.word(filter.status()))
                .filter("d.file_type = :fileType", "fileType", filter.fileType())
                .filter("d.tags @> ARRAY[CAST(:tag AS text)]", "tag", filter.tag());
        return handles.read(
                handle -> listing.newestFirst(handle, "d.uploaded_at", "d.id", DOCUMENT, Document::position));
    }

    @Override
    public Page<Document> listTrash(SubjectId owner, PageRequest page) {
        Listing listing = Listing.of(SELECT, page)
                .where(
                        "coalesce(d.organization_id, d.user_id) = :owner AND d.deleted_at IS NOT NULL",
                        Map.of("owner", owner.value()));
        return handles.read(
                handle -> listing.newestFirst(handle, "d.deleted_at", "d.id", DOCUMENT, Document::positionInTrash));
    }

    @Override
    public Optional<Document> update(Document document, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE documents d
                        SET file_name = :fileName, file_type = :fileType, tags = :tags, updated_at = :now,
                            revision = revision + 1
                        WHERE id = :id AND revision = :revision AND deleted_at IS NULL
                        RETURNING\s""" + COLUMNS)
                .bind("id", document.id().value())
                .bind("fileName", document.fileName())
                .bind("fileType", document.fileType())
                .bindArray("tags", String.class, document.tags())
                .bind("now", now)
                .bind("revision", document.revision())
                .map(DOCUMENT)
                .findOne());
    }

    @Override
    public Optional<Document> addVersion(Document document, DocumentVersion version) {
        return handles.write(handle -> bound(handle.createQuery("""
                        WITH changed AS (
                            UPDATE documents
                            SET file_path = :blobKey, file_size = :fileSize, media_type = :mediaType, sha256 = :sha256,
                                version = :version, status = :status, failure_reason = :failureReason, page_count = NULL,
                                updated_at = :now,
                                revision = revision + 1
                            WHERE id = :id AND revision = :revision AND deleted_at IS NULL
                            RETURNING *),
                        added AS (
                            INSERT INTO document_versions
                                (document_id, version, file_path, file_size, file_type, media_type, sha256, uploaded_by,
                                 uploaded_at)
                            SELECT id, version, file_path, file_size, file_type, media_type, sha256, :uploadedBy, :now
                            FROM changed)
                        SELECT\s""" + COLUMNS + "\nFROM changed d"), document)
                .bind("uploadedBy", value(version.uploadedBy()))
                .bind("now", version.uploadedAt())
                .map(DOCUMENT)
                .findOne());
    }

    @Override
    public Page<DocumentVersion> versions(DocumentId id, PageRequest page) {
        Listing listing = Listing.of("""
                        SELECT v.document_id, v.version, v.file_path, v.file_size, v.file_type, v.media_type, v.sha256,
                               v.uploaded_by, v.uploaded_at
                        FROM document_versions v
                        """, page).where("v.document_id = :document", Map.of("document", id.value()));
        return handles.read(handle ->
                listing.newestFirstByNumber(handle, "v.uploaded_at", "v.version", VERSION, DocumentVersion::position));
    }

    @Override
    public Optional<DocumentVersion> version(DocumentId id, int version) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT document_id, version, file_path, file_size, file_type, media_type, sha256, uploaded_by,
                               uploaded_at
                        FROM document_versions
                        WHERE document_id = :id AND version = :version
                        """)
                .bind("id", id.value())
                .bind("version", version)
                .map(VERSION)
                .findOne());
    }

    @Override
    public int countVersions(DocumentId id) {
        return handles.read(
                handle -> handle.createQuery("SELECT count(*) FROM document_versions WHERE document_id = :id")
                        .bind("id", id.value())
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public long storedBytes(DocumentId id) {
        return handles.read(handle -> handle.createQuery(
                        "SELECT coalesce(sum(file_size), 0) FROM document_versions WHERE document_id = :id")
                .bind("id", id.value())
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<BlobKey> deleteVersion(DocumentId id, int version) {
        return handles.write(handle -> handle.createQuery("""
                        WITH deleted AS (
                            DELETE FROM document_versions
                            WHERE document_id = :id AND version = :version
                            RETURNING file_path)
                        SELECT file_path
                        FROM deleted
                        WHERE NOT EXISTS (
                            SELECT 1 FROM document_versions v
                            WHERE v.document_id = :id AND v.version <> :version AND v.file_path = deleted.file_path)
                        """)
                .bind("id", id.value())
                .bind("version", version)
                .map(BLOB_KEY)
                .list());
    }

    @Override
    public Document move(DocumentId id, UserId owner, @Nullable OrganizationId organization, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE documents d
                        SET user_id = CASE WHEN :organization::uuid IS NULL THEN :owner ELSE user_id END,
                            organization_id = :organization, updated_at = :now, revision = revision + 1
                        WHERE id = :id
                        RETURNING\s""" + COLUMNS)
                .bind("id", id.value())
                .bind("owner", owner.value())
                .bind("organization", value(organization))
                .bind("now", now)
                .map(DOCUMENT)
                .one());
    }

    @Override
    public void trash(DocumentId id, Instant now) {
        handles.write(handle ->
                handle.createUpdate("""
                        UPDATE documents SET deleted_at = :now, updated_at = :now, revision = revision + 1 WHERE id = :id
                        """).bind("id", id.value()).bind("now", now).execute());
    }

    @Override
    public Document untrash(DocumentId id, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE documents d
                        SET deleted_at = NULL, updated_at = :now, revision = revision + 1
                        WHERE id = :id
                        RETURNING\s""" + COLUMNS)
                .bind("id", id.value())
                .bind("now", now)
                .map(DOCUMENT)
                .one());
    }

    @Override
    public List<Doomed> lockTrashedBefore(Instant before, int limit) {
        return handles.write(handle -> handle.createQuery("""
                        SELECT d.id, d.user_id, d.organization_id
                        FROM documents d
                        WHERE d.deleted_at < :before
                        ORDER BY d.deleted_at
                        LIMIT :limit
                        FOR UPDATE OF d SKIP LOCKED
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .map(DOOMED)
                .list());
    }

    @Override
    public List<Doomed> lockOverflow(SubjectId owner, @Nullable Long maxBytes, @Nullable Long maxDocuments, int limit) {
        if (maxBytes == null && maxDocuments == null) {
            return List.of();
        }
        return handles.write(handle -> handle.createQuery("""
                        SELECT d.id, d.user_id, d.organization_id
                        FROM documents d
                        WHERE d.id IN (
                            SELECT kept.id
                            FROM (
                                SELECT t.id, t.deleted_at,
                                       sum(stored.bytes) OVER newest AS bytes, row_number() OVER newest AS place
                                FROM documents t,
                                     LATERAL (SELECT sum(v.file_size) AS bytes FROM document_versions v
                                              WHERE v.document_id = t.id) stored
                                WHERE coalesce(t.organization_id, t.user_id) = :owner AND t.deleted_at IS NOT NULL
                                WINDOW newest AS (ORDER BY t.deleted_at DESC, t.id DESC)) kept
                            WHERE kept.bytes > :maxBytes OR kept.place > :maxDocuments
                            ORDER BY kept.deleted_at, kept.id
                            LIMIT :limit)
                        ORDER BY d.id
                        FOR UPDATE OF d SKIP LOCKED
                        """)
                .bind("owner", owner.value())
                .bind("maxBytes", maxBytes == null ? Long.valueOf(Long.MAX_VALUE) : maxBytes)
                .bind("maxDocuments", maxDocuments == null ? Long.valueOf(Long.MAX_VALUE) : maxDocuments)
                .bind("limit", limit)
                .map(DOOMED)
                .list());
    }

    @Override
    public List<Doomed> lockTrash(SubjectId owner, int limit) {
        return handles.write(handle -> handle.createQuery("""
                        SELECT d.id, d.user_id, d.organization_id
                        FROM documents d
                        WHERE coalesce(d.organization_id, d.user_id) = :owner AND d.deleted_at IS NOT NULL
                        ORDER BY d.deleted_at DESC, d.id DESC
                        LIMIT :limit
                        FOR UPDATE OF d SKIP LOCKED
                        """)
                .bind("owner", owner.value())
                .bind("limit", limit)
                .map(DOOMED)
                .list());
    }

    @Override
    public List<BlobKey> purge(DocumentId id) {
        return handles.write(handle ->
                handle.createQuery("""
                        WITH stored AS (SELECT DISTINCT file_path FROM document_versions WHERE document_id = :id),
                        purged AS (DELETE FROM documents WHERE id = :id RETURNING id)
                        SELECT stored.file_path FROM stored, purged
                        """).bind("id", id.value()).map(BLOB_KEY).list());
    }

    @Override
    public void purgeTrash(SubjectId owner, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        WITH doomed AS (
                            DELETE FROM documents
                            WHERE coalesce(organization_id, user_id) = :owner AND deleted_at IS NOT NULL
                            RETURNING id)
                        INSERT INTO blob_deletions (blob_key, requested_at, next_attempt_at)
                        SELECT DISTINCT v.file_path, :now, :now
                        FROM document_versions v
                        JOIN doomed ON doomed.id = v.document_id
                        """)
                .bind("owner", owner.value())
                .bind("now", now)
                .execute());
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(
                new DocumentId(Columns.uuid(row, "id")),
                new UserId(Columns.uuid(row, "user_id")),
                Columns.idOrNull(row, "organization_id", OrganizationId::new),
                Columns.text(row, "file_name"),
                blobKey(row),
                row.getLong("file_size"),
                row.getString("file_type"),
                Columns.text(row, "media_type"),
                Columns.text(row, "sha256"),
                row.getInt("version"),
                Columns.texts(row, "tags"),
                Columns.constant(row, "status", DocumentStatus.class),
                row.getString("failure_reason"),
                Columns.intOrNull(row, "page_count"),
                Columns.instant(row, "uploaded_at"),
                Columns.instant(row, "updated_at"),
                Columns.instantOrNull(row, "deleted_at"),
                row.getLong("revision"));
    }

    /** As users_search_idx and its like: what an index of three letters each can look for. */
    private static @Nullable String containing(@Nullable String text) {
        return text == null
                ? null
                : "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    static @Nullable UUID value(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    private static SubjectId subject(ResultSet row) throws SQLException {
        OrganizationId organization = Columns.idOrNull(row, "organization_id", OrganizationId::new);
        return organization == null ? new UserId(Columns.uuid(row, "user_id")) : organization;
    }

    private static BlobKey blobKey(ResultSet row) throws SQLException {
        return new BlobKey(UUID.fromString(Columns.text(row, "file_path")));
    }

    @Override
    public List<VersionBlob> blobsAfter(@Nullable BlobKey after, int limit) {
        return handles.read(handle -> handle.createQuery("""
                        (SELECT DISTINCT ON (file_path) document_id, version, file_path, file_size, sha256
                         FROM document_versions
                         WHERE file_path > :after
                         ORDER BY file_path, version
                         LIMIT :limit)
                        UNION ALL
                        (SELECT DISTINCT ON (thumbnail_path)
                                document_id, version, thumbnail_path, thumbnail_size, thumbnail_sha256
                         FROM document_texts
                         WHERE thumbnail_path > :after
                         ORDER BY thumbnail_path, version
                         LIMIT :limit)
                        ORDER BY file_path
                        LIMIT :limit
                        """)
                .bind("after", after == null ? "" : after.toString())
                .bind("limit", limit)
                .map(VERSION_BLOB)
                .list());
    }
}
