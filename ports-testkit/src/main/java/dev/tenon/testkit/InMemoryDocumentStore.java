package dev.tenon.testkit;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.ProcessingStore.Extracted;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Tables.MemberRow;
import dev.tenon.testkit.Tables.Membership;
import dev.tenon.testkit.Tables.VersionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

final class InMemoryDocumentStore implements DocumentStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryDocumentStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void insert(Document document) {
        unitOfWork.required();
        tables.requireAccount(document.ownerId());
        if (!tables.documents.insert(document.id(), document)) {
            throw new IllegalStateException("There is a document " + document.id() + " already");
        }
        insert(new DocumentVersion(
                document.id(),
                document.version(),
                document.blobKey(),
                document.fileSize(),
                document.fileType(),
                document.mediaType(),
                document.sha256(),
                document.ownerId(),
                document.uploadedAt()));
    }

    private void insert(DocumentVersion version) {
        tables.documentVersions.insert(new VersionKey(version.documentId(), version.version()), version);
    }

    @Override
    public Optional<Document> find(DocumentId id) {
        return tables.documents.find(id).filter(document -> document.deletedAt() == null);
    }

    @Override
    public Optional<Access> find(DocumentId id, UserId person, Instant now) {
        return tables.documents.find(id).flatMap(document -> access(document, person, now));
    }

    @Override
    public List<Access> find(Set<DocumentId> ids, UserId person, Instant now) {
        return ids.stream().flatMap(id -> find(id, person, now).stream()).toList();
    }

    @Override
    public Optional<Access> lock(DocumentId id, UserId person, Instant now) {
        return tables.documents.lock(id).flatMap(document -> access(document, person, now));
    }

    private Optional<Access> access(Document document, UserId person, Instant now) {
        if (document.deletedAt() != null) {
            return Optional.empty();
        }
        Optional<Access> shared = InMemoryShareStore.strongest(tables, document.id(), person, now)
                .map(share -> new Access(document, share.right()));
        return owned(document, person)
                .filter(own ->
                        shared.isEmpty() || own.right().includes(shared.get().right()))
                .or(() -> shared);
    }

    @Override
    public Optional<Access> lockTrashed(DocumentId id, UserId person) {
        return tables.documents
                .lock(id)
                .filter(document -> document.deletedAt() != null)
                .flatMap(document -> owned(document, person));
    }

    private Optional<Access> owned(Document document, UserId person) {
        boolean isTheirs = document.ownerId().equals(person);
        OrganizationId organization = document.organizationId();
        if (organization == null) {
            return isTheirs ? Optional.of(new Access(document, DocumentRight.OWN)) : Optional.empty();
        }
        return tables.members
                .find(new Membership(organization, person))
                .map(MemberRow::role)
                .map(role -> new Access(
                        document, isTheirs || role != MemberRole.MEMBER ? DocumentRight.OWN : DocumentRight.WRITE));
    }

    @Override
    public Page<Document> list(SubjectId owner, DocumentFilter filter, PageRequest page) {
        return Pages.newestFirst(
                tables.documents.rows(
                        each -> each.subject().equals(owner) && each.deletedAt() == null && matches(each, filter)),
                Document::position,
                page);
    }

    private static boolean matches(Document document, DocumentFilter filter) {
        @Nullable String text = filter.text();
        @Nullable String fileType = filter.fileType();
        @Nullable String tag = filter.tag();
        return (filter.status() == null || filter.status() == document.status())
                && (fileType == null || fileType.equals(document.fileType()))
                && (tag == null || document.tags().contains(tag))
                && (text == null
                        || document.fileName().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Page<Document> listTrash(SubjectId owner, PageRequest page) {
        return Pages.newestFirst(trashOf(owner), Document::positionInTrash, page);
    }

    private List<Document> trashOf(SubjectId owner) {
        return tables.documents.rows(each -> each.subject().equals(owner) && each.deletedAt() != null);
    }

    @Override
    public Optional<Document> update(Document document, Instant now) {
        return tables.documents
                .lock(document.id())
                .filter(stored -> stored.revision() == document.revision())
                .map(stored -> put(stored.described(document.fileName(), document.fileType(), document.tags()), now));
    }

    @Override
    public Optional<Document> addVersion(Document document, DocumentVersion version) {
        return tables.documents
                .lock(document.id())
                .filter(stored -> stored.revision() == document.revision())
                .map(stored -> {
                    insert(version);
                    Document next = stored.withContent(version)
                            .processed(document.status(), document.failureReason(), document.pageCount());
                    return put(next, version.uploadedAt());
                });
    }

    @Override
    public Page<DocumentVersion> versions(DocumentId id, PageRequest page) {
        return Pages.newestFirst(versionsOf(id), DocumentVersion::position, page);
    }

    private List<DocumentVersion> versionsOf(DocumentId id) {
        return tables.documentVersions.rows(each -> each.documentId().equals(id));
    }

    @Override
    public Optional<DocumentVersion> version(DocumentId id, int version) {
        return tables.documentVersions.find(new VersionKey(id, version));
    }

    @Override
    public int countVersions(DocumentId id) {
        return versionsOf(id).size();
    }

    @Override
    public long storedBytes(DocumentId id) {
        return versionsOf(id).stream().mapToLong(DocumentVersion::fileSize).sum();
    }

    @Override
    public List<BlobKey> deleteVersion(DocumentId id, int version) {
        unitOfWork.required();
        VersionKey key = new VersionKey(id, version);
        Optional<DocumentVersion> deleted = tables.documentVersions.find(key);
        tables.documentVersions.remove(key);
        InMemoryProcessingStore.forget(tables, key);
        return deleted
                .map(DocumentVersion::blobKey)
                .filter(blob ->
                        versionsOf(id).stream().noneMatch(each -> each.blobKey().equals(blob)))
                .stream()
                .toList();
    }

    @Override
    public Document move(DocumentId id, UserId owner, @Nullable OrganizationId organization, Instant now) {
        Document stored = required(id);
        return put(
                copy(
                        stored,
                        organization == null ? owner : stored.ownerId(),
                        organization,
                        stored.updatedAt(),
                        stored.deletedAt(),
                        stored.revision()),
                now);
    }

    @Override
    public void trash(DocumentId id, Instant now) {
        put(deleted(required(id), now), now);
    }

    @Override
    public Document untrash(DocumentId id, Instant now) {
        return put(deleted(required(id), null), now);
    }

    private Document required(DocumentId id) {
        unitOfWork.required();
        return tables.documents.lock(id).orElseThrow(() -> new IllegalStateException("There is no document " + id));
    }

    private static Document deleted(Document stored, @Nullable Instant deletedAt) {
        return copy(
                stored, stored.ownerId(), stored.organizationId(), stored.updatedAt(), deletedAt, stored.revision());
    }

    private Document put(Document changed, Instant now) {
        Document next = copy(
                changed, changed.ownerId(), changed.organizationId(), now, changed.deletedAt(), changed.revision() + 1);
        tables.documents.put(next.id(), next);
        return next;
    }

    private static Document copy(
            Document stored,
            UserId owner,
            @Nullable OrganizationId organization,
            Instant updatedAt,
            @Nullable Instant deletedAt,
            long revision) {
        return new Document(
                stored.id(),
                owner,
                organization,
                stored.fileName(),
                stored.blobKey(),
                stored.fileSize(),
                stored.fileType(),
                stored.mediaType(),
                stored.sha256(),
                stored.version(),
                stored.tags(),
                stored.status(),
                stored.failureReason(),
                stored.pageCount(),
                stored.uploadedAt(),
                updatedAt,
                deletedAt,
                revision);
    }

    @Override
    public List<Doomed> lockTrashedBefore(Instant before, int limit) {
        return locked(
                tables.documents.rows(
                        each -> each.deletedAt() != null && each.deletedAt().isBefore(before)),
                limit);
    }

    @Override
    public List<Doomed> lockOverflow(SubjectId owner, @Nullable Long maxBytes, @Nullable Long maxDocuments, int limit) {
        List<Document> newestFirst = trashOf(owner).stream()
                .sorted(Comparator.comparing(
                                (Document each) -> each.positionInTrash().time())
                        .thenComparing(each -> each.id().value())
                        .reversed())
                .toList();
        List<Document> overflow = new ArrayList<>();
        long bytes = 0;
        long place = 0;
        for (Document each : newestFirst) {
            bytes += storedBytes(each.id());
            place++;
            if ((maxBytes != null && bytes > maxBytes) || (maxDocuments != null && place > maxDocuments)) {
                overflow.addFirst(each);
            }
        }
        return locked(overflow, limit);
    }

    @Override
    public List<Doomed> lockTrash(SubjectId owner, int limit) {
        return locked(trashOf(owner), limit);
    }

    private List<Doomed> locked(List<Document> found, int limit) {
        unitOfWork.required();
        return found.stream()
                .limit(limit)
                .filter(each -> tables.documents.tryLock(each.id()))
                .map(each -> new Doomed(each.id(), each.subject()))
                .toList();
    }

    @Override
    public List<BlobKey> purge(DocumentId id) {
        unitOfWork.required();
        List<DocumentVersion> versions = versionsOf(id);
        if (!tables.documents.remove(id)) {
            return List.of();
        }
        tables.shares
                .rows(row -> row.share().documentId().equals(id))
                .forEach(row -> tables.shares.remove(row.share().id()));
        InMemoryShareLinkStore.deleteOrphans(tables);
        versions.forEach(each -> {
            VersionKey key = new VersionKey(id, each.version());
            tables.documentVersions.remove(key);
            InMemoryProcessingStore.forget(tables, key);
        });
        return versions.stream().map(DocumentVersion::blobKey).distinct().toList();
    }

    @Override
    public void purgeTrash(SubjectId owner, Instant now) {
        unitOfWork.required();
        trashOf(owner).stream()
                .flatMap(each -> purge(each.id()).stream())
                .forEach(blob -> tables.blobDeletions.insert(blob, now));
    }

    @Override
    public List<VersionBlob> blobsAfter(@Nullable BlobKey after, int limit) {
        String last = after == null ? "" : after.toString();
        Map<String, VersionBlob> oldest = new TreeMap<>();
        tables.documentVersions.rows(each -> each.blobKey().toString().compareTo(last) > 0).stream()
                .sorted(Comparator.comparingInt(DocumentVersion::version))
                .forEach(each -> oldest.putIfAbsent(
                        each.blobKey().toString(),
                        new VersionBlob(
                                each.documentId(), each.version(), each.blobKey(), each.fileSize(), each.sha256())));
        tables.texts.keys(each -> true).stream()
                .sorted(Comparator.comparingInt(VersionKey::version))
                .forEach(key -> tables.texts
                        .find(key)
                        .map(Extracted::thumbnail)
                        .filter(picture -> picture.key().toString().compareTo(last) > 0)
                        .ifPresent(picture -> oldest.putIfAbsent(
                                picture.key().toString(),
                                new VersionBlob(
                                        key.document(),
                                        key.version(),
                                        picture.key(),
                                        picture.size(),
                                        picture.sha256()))));
        return oldest.values().stream().limit(limit).toList();
    }
}
