package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Entitled;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.plans.PlanFeature;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

final class DocumentService implements Documents {

    private static final String TABLE = "documents";
    private static final int LONGEST_NAME = 255;

    private final Kernel kernel;
    private final DocumentStore documents;
    private final QuotaStore quotas;
    private final BlobStore blobs;
    private final Holds holds;
    private final BlobCleanup cleanup;

    DocumentService(Kernel kernel, BlobStore blobs, Holds holds, BlobCleanup cleanup) {
        this.kernel = kernel;
        this.documents = kernel.storage().documents();
        this.quotas = kernel.storage().quotas();
        this.blobs = blobs;
        this.holds = holds;
        this.cleanup = cleanup;
    }

    @Override
    public Document upload(Actor actor, NewDocument upload) {
        UserId owner = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        String fileName = checkedName(upload.fileName());
        Quota quota = quotas.find(owner).orElseThrow(QuotaRefusal.NOT_FOUND::refusal);
        UploadLimit limit = UploadLimit.of(
                new Entitled(kernel.storage())
                        .to(owner, PlanFeature.UPLOAD_SIZE)
                        .orElse(null),
                quota);
        Long declared = upload.declaredSize();
        if (declared != null && declared == 0) {
            throw DocumentRefusal.EMPTY.refusal();
        }
        if (declared != null && declared > limit.bytes()) {
            throw limit.exceeded();
        }
        Hold hold = holds.reserve(owner, declared == null ? 0 : declared);
        boolean kept = false;
        try {
            StoredBlob blob = store(hold, new MeteredContent(upload, limit, hold, holds));
            Document document = commit(actor, hold, newDocument(owner, fileName, upload, blob));
            kept = true;
            return document;
        } finally {
            if (!kept) {
                holds.release(hold);
            }
        }
    }

    @Override
    public Page<Document> list(Actor actor, DocumentFilter filter, PageRequest page) {
        return documents.list(Authorizer.person(actor, Permission.DOCUMENTS_READ), filter, page);
    }

    @Override
    public Document get(Actor actor, DocumentId id) {
        UserId owner = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        return documents.find(id, owner).orElseThrow(DocumentRefusal.NOT_FOUND::refusal);
    }

    @Override
    public DocumentContent content(Actor actor, DocumentId id) {
        Document document = get(actor, id);
        return new DocumentContent(document, (offset, length) -> open(actor, document, offset, length));
    }

    @Override
    public Document rename(Actor actor, DocumentId id, String fileName, Expected expected) {
        UserId owner = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        String name = checkedName(fileName);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Document document = documents.lock(id, owner).orElseThrow(DocumentRefusal.NOT_FOUND::refusal);
            expected.check(document.revision());
            Document renamed = documents
                    .update(document.renamed(name, FileNames.type(name).orElse(null)), now)
                    .orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            change.audit(AuditEntry.of("document.renamed", TABLE, id)
                    .changedWithheld("fileName", document.fileName(), renamed.fileName())
                    .changed("fileType", document.fileType(), renamed.fileType()));
            change.usage(UsageAction.DOCUMENT_RENAMED, Map.of("documentId", id));
            return renamed;
        });
    }

    @Override
    public void delete(Actor actor, DocumentId id, Expected expected) {
        UserId owner = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        Document deleted = kernel.changes().commit(actor, now, change -> {
            Document document = documents.lock(id, owner).orElseThrow(DocumentRefusal.NOT_FOUND::refusal);
            expected.check(document.revision());
            documents.delete(id);
            quotas.free(owner, document.fileSize(), document.blobKey(), now);
            change.audit(AuditEntry.of("document.deleted", TABLE, id)
                    .with("size", Long.toString(document.fileSize()))
                    .with("sha256", document.sha256()));
            change.usage(UsageAction.DOCUMENT_DELETED, used(document));
            return document;
        });
        cleanup.deleteNow(deleted.blobKey());
    }

    private StoredBlob store(Hold hold, MeteredContent content) {
        try {
            StoredBlob blob = blobs.put(hold.blobKey(), content);
            if (blob.size() == 0) {
                throw DocumentRefusal.EMPTY.refusal();
            }
            return blob;
        } catch (IOException notStored) {
            throw DocumentRefusal.STORAGE_UNAVAILABLE.refusal().withCause(notStored);
        }
    }

    private Document commit(Actor actor, Hold hold, Document document) {
        return kernel.changes().commit(actor, document.uploadedAt(), change -> {
            if (!quotas.commit(hold.id(), document.fileSize(), change.now())) {
                throw DocumentRefusal.INCOMPLETE.because("The upload took too long, and its space was given back.");
            }
            documents.insert(document);
            change.audit(AuditEntry.of("document.uploaded", TABLE, document.id())
                    .with("size", Long.toString(document.fileSize()))
                    .with("sha256", document.sha256()));
            change.usage(UsageAction.DOCUMENT_UPLOADED, used(document));
            return document;
        });
    }

    /** What of a document is worth counting by; its name is the person's own affair. */
    private static Map<String, Object> used(Document document) {
        Map<String, Object> used = new HashMap<>();
        used.put("documentId", document.id());
        used.put("size", document.fileSize());
        String type = document.fileType();
        if (type != null) {
            used.put("fileType", type);
        }
        return used;
    }

    private Document newDocument(UserId owner, String fileName, NewDocument upload, StoredBlob blob) {
        Instant now = kernel.now();
        String type = FileNames.type(fileName).orElse(null);
        return new Document(
                new DocumentId(kernel.ids().next()),
                owner,
                fileName,
                blob.key(),
                blob.size(),
                type,
                MediaTypes.of(upload.mediaType(), type),
                blob.sha256(),
                1,
                DocumentStatus.UPLOADED,
                null,
                now,
                now,
                1);
    }

    private InputStream open(Actor actor, Document document, long offset, long length) {
        try {
            InputStream bytes = blobs.read(document.blobKey(), offset, length);
            if (offset == 0) {
                kernel.usage().behind(actor, kernel.now(), UsageAction.DOCUMENT_DOWNLOADED, used(document));
            }
            return bytes;
        } catch (IOException unreadable) {
            throw DocumentRefusal.STORAGE_UNAVAILABLE.refusal().withCause(unreadable);
        }
    }

    private static String checkedName(String fileName) {
        String name = FileNames.cleaned(fileName);
        new Violations().line(name, "/fileName", LONGEST_NAME).refuseIfAny();
        return name;
    }
}
