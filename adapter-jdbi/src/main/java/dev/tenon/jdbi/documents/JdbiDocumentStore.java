package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/** Tables {@code documents}, {@code document_versions}. */
final class JdbiDocumentStore implements DocumentStore {

    private static final RowMapper<Document> DOCUMENT = (row, context) -> new Document(
            new DocumentId(Columns.uuid(row, "id")),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.text(row, "file_name"),
            new BlobKey(UUID.fromString(Columns.text(row, "file_path"))),
            row.getLong("file_size"),
            row.getString("file_type"),
            Columns.text(row, "media_type"),
            Columns.text(row, "sha256"),
            row.getInt("version"),
            Columns.constant(row, "status", DocumentStatus.class),
            row.getString("failure_reason"),
            Columns.instant(row, "uploaded_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final String COLUMNS = """
            id, user_id, file_name, file_path, file_size, file_type, media_type, sha256, version, status, failure_reason,
            uploaded_at, updated_at, revision""";

    private static final String SELECT = "SELECT " + COLUMNS + "\nFROM documents\n";

    private final Handles handles;

    JdbiDocumentStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(Document document) {
        handles.write(handle -> handle.createUpdate("""
                        WITH added AS (
                            INSERT INTO documents
                                (id, user_id, file_name, file_path, file_size, file_type, media_type, sha256, version,
                                 status, failure_reason, uploaded_at, updated_at, revision)
                            VALUES (:id, :ownerId, :fileName, :blobKey, :fileSize, :fileType, :mediaType, :sha256,
                                    :version, :status, :failureReason, :uploadedAt, :updatedAt, :revision)
                            RETURNING *)
                        INSERT INTO document_versions
                            (document_id, version, file_path, file_size, file_type, media_type, sha256, uploaded_by,
                             uploaded_at)
                        SELECT id, version, file_path, file_size, file_type, media_type, sha256, user_id, uploaded_at
                        FROM added
                        """)
                .bind("id", document.id().value())
                .bind("ownerId", document.ownerId().value())
                .bind("fileName", document.fileName())
                .bind("blobKey", document.blobKey().toString())
                .bind("fileSize", document.fileSize())
                .bind("fileType", document.fileType())
                .bind("mediaType", document.mediaType())
                .bind("sha256", document.sha256())
                .bind("version", document.version())
                .bind("status", Columns.word(document.status()))
                .bind("failureReason", document.failureReason())
                .bind("uploadedAt", document.uploadedAt())
                .bind("updatedAt", document.updatedAt())
                .bind("revision", document.revision())
                .execute());
    }

    @Override
    public Optional<Document> find(DocumentId id, UserId ownerId) {
        return handles.read(
                handle -> handle.createQuery(SELECT + "WHERE id = :id AND user_id = :ownerId AND deleted_at IS NULL")
                        .bind("id", id.value())
                        .bind("ownerId", ownerId.value())
                        .map(DOCUMENT)
                        .findOne());
    }

    @Override
    public Optional<Document> lock(DocumentId id, UserId ownerId) {
        return handles.write(handle -> handle.createQuery(SELECT + """
                        WHERE id = :id AND user_id = :ownerId AND deleted_at IS NULL
                        FOR NO KEY UPDATE
                        """)
                .bind("id", id.value())
                .bind("ownerId", ownerId.value())
                .map(DOCUMENT)
                .findOne());
    }

    @Override
    public Page<Document> list(UserId ownerId, DocumentFilter filter, PageRequest page) {
        Listing listing = Listing.of(SELECT, page)
                .where("user_id = :ownerId AND deleted_at IS NULL", Map.of("ownerId", ownerId.value()))
                .filter("strpos(lower(file_name), lower(:text)) > 0", "text", filter.text())
                .filter("status = :status", "status", filter.status() == null ? null : Columns.word(filter.status()))
                .filter("file_type = :fileType", "fileType", filter.fileType());
        return handles.read(handle -> listing.newestFirst(handle, "uploaded_at", "id", DOCUMENT, Document::position));
    }

    @Override
    public Optional<Document> update(Document document, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE documents
                        SET file_name = :fileName, file_type = :fileType, updated_at = :now, revision = revision + 1
                        WHERE id = :id AND revision = :revision AND deleted_at IS NULL
                        RETURNING\s""" + COLUMNS)
                .bind("id", document.id().value())
                .bind("fileName", document.fileName())
                .bind("fileType", document.fileType())
                .bind("now", now)
                .bind("revision", document.revision())
                .map(DOCUMENT)
                .findOne());
    }

    @Override
    public boolean delete(DocumentId id) {
        return handles.write(handle -> handle.createUpdate("DELETE FROM documents WHERE id = :id")
                        .bind("id", id.value())
                        .execute()
                == 1);
    }
}
