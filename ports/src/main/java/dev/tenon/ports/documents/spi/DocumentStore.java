package dev.tenon.ports.documents.spi;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores documents and their versions (tables {@code documents}, {@code document_versions}). */
public interface DocumentStore {

    /** A document, and what somebody may do with it. */
    record Access(Document document, DocumentRight right) {}

    /** A document in the trash that has to go: whose it is. */
    record Doomed(DocumentId id, SubjectId subject) {}

    /** Adds a document together with its first version. */
    void insert(Document document);

    /** A document that is not in the trash, whoever asks. */
    Optional<Document> find(DocumentId id);

    /** A document that is not in the trash, if this person may read it now. */
    Optional<Access> find(DocumentId id, UserId person, Instant now);

    /** Of these documents, those that are not in the trash and that this person may read now, in no order. */
    List<Access> find(Set<DocumentId> ids, UserId person, Instant now);

    /** What the person may do with the document, its row locked until the commit. */
    Optional<Access> lock(DocumentId id, UserId person, Instant now);

    /** A document in the trash, if it is this person's or of an organization that the person belongs to; its row locked until the commit. */
    Optional<Access> lockTrashed(DocumentId id, UserId person);

    /** Documents of a person or an organization, newest first, without the trash. The filter's organization is left to the caller. */
    Page<Document> list(SubjectId owner, DocumentFilter filter, PageRequest page);

    /** The trash of a person or an organization, what was deleted last first. */
    Page<Document> listTrash(SubjectId owner, PageRequest page);

    /** Writes name, type and tags, sets {@code updatedAt}, raises the revision by one; empty if the revision moved on. */
    Optional<Document> update(Document document, Instant now);

    /**
     * Adds a version, and writes the document with it as its content; raises the revision by one. Empty if the revision moved on.
     */
    Optional<Document> addVersion(Document document, DocumentVersion version);

    /** Versions, the newest first. */
    Page<DocumentVersion> versions(DocumentId id, PageRequest page);

    Optional<DocumentVersion> version(DocumentId id, int version);

    /** How many versions there are. */
    int countVersions(DocumentId id);

    /** How many bytes all versions have together. */
    long storedBytes(DocumentId id);

    /** Deletes a version; its bytes, unless another version has them too; nothing if it is gone already. */
    List<BlobKey> deleteVersion(DocumentId id, int version);

    /** Gives a document to a person, or to an organization, in whose list it keeps who brought it in; raises the revision by one. */
    Document move(DocumentId id, UserId owner, @Nullable OrganizationId organization, Instant now);

    /** Puts a document into the trash. */
    void trash(DocumentId id, Instant now);

    /** Takes a document out of the trash. */
    Document untrash(DocumentId id, Instant now);

    /** Documents that were put into the trash before an instant, their rows locked until the commit and skipped by others. */
    List<Doomed> lockTrashedBefore(Instant before, int limit);

    /** What is in somebody's trash beyond so many bytes or documents, from what was deleted last on, locked likewise. */
    List<Doomed> lockOverflow(SubjectId owner, @Nullable Long maxBytes, @Nullable Long maxDocuments, int limit);

    /** What is in somebody's trash, locked likewise. */
    List<Doomed> lockTrash(SubjectId owner, int limit);

    /** Deletes a document with its versions; returns where their bytes are. */
    List<BlobKey> purge(DocumentId id);

    /** Deletes everything in somebody's trash, and asks for the deletion of its bytes. */
    void purgeTrash(SubjectId owner, Instant now);

    /** A version of a document, and what its bytes are. */
    record VersionBlob(DocumentId documentId, int version, BlobKey blobKey, long size, String sha256) {}

    /**
     * Blobs of versions, also of what is in the trash, in the order of their keys as texts, from behind one; from the first if it
     * is {@code null}. Of versions that share a blob it is the oldest.
     */
    List<VersionBlob> blobsAfter(@Nullable BlobKey after, int limit);
}
