package dev.tenon.ports.documents.spi;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Optional;

/** Stores documents and their versions (tables {@code documents}, {@code document_versions}). */
public interface DocumentStore {

    /** Adds a document together with its first version. */
    void insert(Document document);

    /** The document, if this person owns it. */
    Optional<Document> find(DocumentId id, UserId ownerId);

    /** The document, if this person owns it, its row locked until the commit. */
    Optional<Document> lock(DocumentId id, UserId ownerId);

    /** A person's documents, newest first. */
    Page<Document> list(UserId ownerId, DocumentFilter filter, PageRequest page);

    /** Writes name and type, sets {@code updatedAt}, raises the revision by one; empty if the revision moved on. */
    Optional<Document> update(Document document, Instant now);

    /** Deletes a document with its versions; false if it is gone already. */
    boolean delete(DocumentId id);
}
