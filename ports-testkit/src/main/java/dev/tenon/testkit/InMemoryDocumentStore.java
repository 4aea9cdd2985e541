package dev.tenon.testkit;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A document's one version is the document itself until there are operations that add more. */
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
    }

    @Override
    public Optional<Document> find(DocumentId id, UserId ownerId) {
        return tables.documents.find(id).filter(each -> each.ownerId().equals(ownerId));
    }

    @Override
    public Optional<Document> lock(DocumentId id, UserId ownerId) {
        return tables.documents.lock(id).filter(each -> each.ownerId().equals(ownerId));
    }

    @Override
    public Page<Document> list(UserId ownerId, DocumentFilter filter, PageRequest page) {
        return Pages.newestFirst(
                tables.documents.rows(each -> each.ownerId().equals(ownerId) && matches(each, filter)),
                Document::position,
                page);
    }

    private static boolean matches(Document document, DocumentFilter filter) {
        @Nullable String text = filter.text();
        @Nullable String fileType = filter.fileType();
        return (filter.status() == null || filter.status() == document.status())
                && (fileType == null || fileType.equals(document.fileType()))
                && (text == null
                        || document.fileName().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Optional<Document> update(Document document, Instant now) {
        return tables.documents
                .lock(document.id())
                .filter(stored -> stored.revision() == document.revision())
                .map(stored -> {
                    Document next = merged(stored, document, now);
                    tables.documents.put(next.id(), next);
                    return next;
                });
    }

    private static Document merged(Document stored, Document given, Instant now) {
        return new Document(
                stored.id(),
                stored.ownerId(),
                given.fileName(),
                stored.blobKey(),
                stored.fileSize(),
                given.fileType(),
                stored.mediaType(),
                stored.sha256(),
                stored.version(),
                stored.status(),
                stored.failureReason(),
                stored.uploadedAt(),
                now,
                stored.revision() + 1);
    }

    @Override
    public boolean delete(DocumentId id) {
        return tables.documents.remove(id);
    }
}
