package dev.tenon.core.documents;

import dev.tenon.core.documents.Incoming.Received;
import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.DocumentVersions;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

final class VersionService implements DocumentVersions {

    private final Kernel kernel;
    private final DocumentStore documents;
    private final QuotaStore quotas;
    private final Reach reach;
    private final Incoming incoming;
    private final ProcessingQueue queue;
    private final Contents contents;
    private final Discarding discarding;

    VersionService(
            Kernel kernel,
            Reach reach,
            Incoming incoming,
            ProcessingQueue queue,
            Contents contents,
            Discarding discarding) {
        this.kernel = kernel;
        this.documents = kernel.storage().documents();
        this.quotas = kernel.storage().quotas();
        this.reach = reach;
        this.incoming = incoming;
        this.queue = queue;
        this.contents = contents;
        this.discarding = discarding;
    }

    @Override
    public Document add(Actor actor, DocumentId id, NewDocument content, Expected expected) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Document seen = toChange(id, person, expected, kernel.now());
        // Whose it is by the commit decides; the space is reserved at whose it is now.
        return incoming.store(
                seen.subject(),
                content,
                0,
                seen.fileName(),
                received -> commit(actor, person, seen, received, expected, change -> {}));
    }

    /** A document that somebody may give another version now. */
    Document toChange(DocumentId id, UserId person, Expected expected, Instant now) {
        Document seen = reach.toChange(id, person, DocumentRight.WRITE, now).document();
        checkRevision(expected, seen);
        checkCount(seen);
        return seen;
    }

    /**
     * The last step of every new version, whichever way its bytes came.
     *
     * @param seen whose space was reserved
     * @param alongside what else belongs into the commit
     */
    Document commit(
            Actor actor,
            UserId person,
            Document seen,
            Received received,
            Expected expected,
            Consumer<Change> alongside) {
        StoredBlob blob = received.blob();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Document document =
                    reach.locked(seen.id(), person, DocumentRight.WRITE, now).document();
            checkRevision(expected, document);
            if (!document.subject().equals(seen.subject())) {
                throw RequestRefusal.PRECONDITION_FAILED.because("The document was moved meanwhile; send it again.");
            }
            checkCount(document);
            alongside.accept(change);
            if (!quotas.commit(received.hold(), blob.size(), now)) {
                throw DocumentRefusal.INCOMPLETE.because("The upload took too long, and its space was given back.");
            }
            DocumentVersion version = new DocumentVersion(
                    document.id(),
                    document.version() + 1,
                    blob.key(),
                    blob.size(),
                    document.fileType(),
                    received.type().mediaType(),
                    blob.sha256(),
                    person,
                    now);
            Document changed = write(document, version);
            queue.enqueue(changed, now);
            change.audit(entry("document.version-added", changed)
                    .with("size", Long.toString(blob.size()))
                    .with("sha256", blob.sha256()));
            change.usage(UsageAction.DOCUMENT_UPLOADED, Contents.used(changed));
            return changed;
        });
    }

    @Override
    public Page<DocumentVersion> list(Actor actor, DocumentId id, PageRequest page) {
        readable(actor, id);
        return documents.versions(id, page);
    }

    @Override
    public DocumentVersion get(Actor actor, DocumentId id, int version) {
        readable(actor, id);
        return version(id, version);
    }

    @Override
    public DocumentContent content(Actor actor, DocumentId id, int version) {
        Document document = readable(actor, id);
        return contents.of(actor, document, version(id, version));
    }

    @Override
    public Document restore(Actor actor, DocumentId id, int version, Expected expected) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Document document =
                    reach.locked(id, person, DocumentRight.WRITE, now).document();
            checkRevision(expected, document);
            DocumentVersion earlier = version(id, version);
            refuseCurrent(document, version);
            checkCount(document);
            discarding.take(document.subject(), earlier.fileSize(), 0, now);
            Document restored = write(document, earlier.restoredAs(document.version() + 1, person, now));
            change.audit(entry("document.version-restored", restored).with("from", Integer.toString(version)));
            return queue.restored(restored, earlier, now);
        });
    }

    @Override
    public void delete(Actor actor, DocumentId id, int version) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        List<BlobKey> needless = kernel.changes().commit(actor, now, change -> {
            Document document = reach.locked(id, person, DocumentRight.OWN, now).document();
            DocumentVersion doomed = version(id, version);
            refuseCurrent(document, version);
            return delete(change, document, doomed);
        });
        discarding.deleteNow(needless);
    }

    private List<BlobKey> delete(Change change, Document document, DocumentVersion doomed) {
        List<BlobKey> needless = documents.deleteVersion(document.id(), doomed.version());
        quotas.free(document.subject(), doomed.fileSize(), 0, change.now());
        quotas.discard(needless, change.now());
        change.audit(entry("document.version-deleted", document)
                .with("deleted", Integer.toString(doomed.version()))
                .with("size", Long.toString(doomed.fileSize())));
        return needless;
    }

    private Document write(Document document, DocumentVersion version) {
        return documents
                .addVersion(queue.begun(document.withContent(version)), version)
                .orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
    }

    private Document readable(Actor actor, DocumentId id) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        return reach.toRead(id, person, kernel.now()).document();
    }

    private DocumentVersion version(DocumentId id, int version) {
        return documents.version(id, version).orElseThrow(DocumentRefusal.VERSION_NOT_FOUND::refusal);
    }

    private void checkCount(Document document) {
        if (documents.countVersions(document.id()) >= MOST) {
            throw DocumentRefusal.TOO_MANY_VERSIONS.because("It has " + MOST + " versions.");
        }
    }

    private static void checkRevision(Expected expected, Document present) {
        if (expected.revision() != null && !Objects.equals(expected.revision(), present.revision())) {
            throw RequestRefusal.PRECONDITION_FAILED.because(
                    "The current version is " + present.version() + ", with the revision " + present.revision() + ".");
        }
    }

    private static void refuseCurrent(Document document, int version) {
        if (document.version() == version) {
            throw DocumentRefusal.VERSION_CURRENT.refusal();
        }
    }

    private static AuditEntry entry(String action, Document document) {
        return AuditEntry.of(action, DocumentService.TABLE, document.id())
                .with("version", Integer.toString(document.version()))
                .in(document.organizationId());
    }
}
