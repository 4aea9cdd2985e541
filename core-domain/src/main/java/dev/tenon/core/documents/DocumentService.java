package dev.tenon.core.documents;

import dev.tenon.core.documents.Incoming.Received;
import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentArchive;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentPatch;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.Documents;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.documents.spi.UploadStore.Running;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

final class DocumentService implements Documents {

    static final String TABLE = "documents";

    private static final int LONGEST_NAME = 255;

    private final Kernel kernel;
    private final DocumentStore documents;
    private final QuotaStore quotas;
    private final Reach reach;
    private final Incoming incoming;
    private final ProcessingQueue queue;
    private final Contents contents;
    private final Discarding discarding;
    private final Ending ending;

    DocumentService(
            Kernel kernel,
            Reach reach,
            Incoming incoming,
            ProcessingQueue queue,
            Contents contents,
            Discarding discarding,
            Ending ending) {
        this.kernel = kernel;
        this.documents = kernel.storage().documents();
        this.quotas = kernel.storage().quotas();
        this.reach = reach;
        this.incoming = incoming;
        this.queue = queue;
        this.contents = contents;
        this.discarding = discarding;
        this.ending = ending;
    }

    @Override
    public Document upload(Actor actor, NewDocument upload) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        String fileName = FileNames.cleaned(upload.fileName());
        named(fileName, new Violations()).refuseIfAny();
        SubjectId owner = reach.home(actor, person, upload.organizationId());
        return incoming.store(
                owner,
                upload,
                1,
                fileName,
                received -> commit(
                        actor,
                        person,
                        newDocument(person, upload.organizationId(), fileName, received),
                        received,
                        change -> {}));
    }

    @Override
    public Page<Document> list(Actor actor, DocumentFilter filter, PageRequest page) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        return documents.list(reach.home(actor, person, filter.organizationId()), cleaned(filter), page);
    }

    private static DocumentFilter cleaned(DocumentFilter filter) {
        String tag = filter.tag();
        return new DocumentFilter(
                filter.organizationId(),
                filter.text(),
                filter.status(),
                filter.fileType(),
                tag == null ? null : Tags.cleaned(tag));
    }

    @Override
    public Document get(Actor actor, DocumentId id) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        return reach.toRead(id, person, kernel.now()).document();
    }

    @Override
    public DocumentContent content(Actor actor, DocumentId id) {
        return contents.of(actor, get(actor, id));
    }

    @Override
    public DocumentArchive archive(Actor actor, List<DocumentId> ids) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_READ);
        Set<DocumentId> wanted = new LinkedHashSet<>(ids);
        boolean isNumberRight = !wanted.isEmpty() && wanted.size() <= DocumentArchive.MOST;
        new Violations()
                .require(
                        isNumberRight,
                        "/documentIds",
                        "wrong-number",
                        "Name from 1 to " + DocumentArchive.MOST + " documents.")
                .refuseIfAny();
        return Zip.of(contents, actor, reach.toRead(wanted, person, kernel.now()));
    }

    @Override
    public Document update(Actor actor, DocumentId id, DocumentPatch patch, Expected expected) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Violations violations = new Violations();
        String newName = patch.fileName() == null ? null : FileNames.cleaned(patch.fileName());
        if (newName != null) {
            named(newName, violations);
        }
        List<String> newTags = patch.tags() == null ? null : Tags.checked(patch.tags(), violations);
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Document document =
                    reach.locked(id, person, DocumentRight.WRITE, now).document();
            expected.check(document.revision());
            String name = newName == null ? document.fileName() : newName;
            List<String> tags = newTags == null ? document.tags() : newTags;
            if (name.equals(document.fileName()) && tags.equals(document.tags())) {
                return document;
            }
            String type = name.equals(document.fileName())
                    ? document.fileType()
                    : incoming.types().renamed(document, name);
            Document updated = documents
                    .update(document.described(name, type, tags), now)
                    .orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            record(change, document, updated);
            return updated;
        });
    }

    private static void record(Change change, Document before, Document after) {
        boolean isRenamed = !before.fileName().equals(after.fileName());
        AuditEntry entry = AuditEntry.of(isRenamed ? "document.renamed" : "document.tagged", TABLE, before.id());
        if (isRenamed) {
            entry = entry.changedWithheld("fileName", before.fileName(), after.fileName())
                    .changed("fileType", before.fileType(), after.fileType());
            change.usage(UsageAction.DOCUMENT_RENAMED, Map.of("documentId", before.id()));
        }
        if (!before.tags().equals(after.tags())) {
            entry = entry.changedWithheld("tags", String.join(" ", before.tags()), String.join(" ", after.tags()));
        }
        change.audit(entry.in(after.organizationId()));
    }

    @Override
    public Document move(Actor actor, DocumentId id, @Nullable OrganizationId organization, Expected expected) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        reach.home(actor, person, organization);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            SubjectId to = organization == null ? person : organization;
            if (organization != null) {
                reach.roleStill(person, organization);
            }
            Document document = reach.locked(id, person, DocumentRight.OWN, now).document();
            expected.check(document.revision());
            SubjectId from = document.subject();
            if (from.equals(to)) {
                return document;
            }
            long bytes = documents.storedBytes(id);
            // Uploads before quotas, as whoever ends one locks them.
            List<Running> onTheWay = kernel.storage().uploads().lockVersionsOf(id);
            inOneOrder(from, to);
            onTheWay.forEach(each -> ending.end(change, each, UploadStatus.REFUSED));
            quotas.free(from, bytes, 1, now);
            discarding.take(to, bytes, 1, now);
            // What others shared rested on what they were where it was.
            kernel.storage().shares().deleteGrantedByOthers(id, person);
            kernel.storage().shareLinks().deleteMadeByOthers(id, person);
            Document moved = documents.move(id, person, organization, now);
            change.audit(AuditEntry.of("document.moved", TABLE, id)
                    .changed("organizationId", text(document.organizationId()), text(organization))
                    .in(organization == null ? document.organizationId() : organization));
            return moved;
        });
    }

    /** Who moves in the one direction and who moves in the other lock the same quota first. */
    private void inOneOrder(SubjectId one, SubjectId other) {
        boolean isFirst = one.value().compareTo(other.value()) < 0;
        quotas.lock(isFirst ? one : other);
        quotas.lock(isFirst ? other : one);
    }

    private static @Nullable String text(@Nullable OrganizationId organization) {
        return organization == null ? null : organization.toString();
    }

    @Override
    public void delete(Actor actor, DocumentId id, Expected expected) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        List<BlobKey> needless = kernel.changes().commit(actor, now, change -> {
            Document document = reach.locked(id, person, DocumentRight.OWN, now).document();
            expected.check(document.revision());
            return discarding.trash(change, document);
        });
        discarding.deleteNow(needless);
    }

    /**
     * The last step of every new document, whichever way its bytes came.
     *
     * @param alongside what else belongs into the commit
     */
    Document commit(Actor actor, UserId person, Document document, Received received, Consumer<Change> alongside) {
        return kernel.changes().commit(actor, document.uploadedAt(), change -> {
            OrganizationId organization = document.organizationId();
            if (organization != null) {
                reach.roleStill(person, organization);
            }
            alongside.accept(change);
            if (!quotas.commit(received.hold(), document.fileSize(), change.now())) {
                throw DocumentRefusal.INCOMPLETE.because("The upload took too long, and its space was given back.");
            }
            documents.insert(document);
            queue.enqueue(document, change.now());
            change.audit(AuditEntry.of("document.uploaded", TABLE, document.id())
                    .with("size", Long.toString(document.fileSize()))
                    .with("sha256", document.sha256())
                    .in(organization));
            change.usage(UsageAction.DOCUMENT_UPLOADED, Contents.used(document));
            return document;
        });
    }

    /** A document whose bytes are durable. */
    Document newDocument(UserId person, @Nullable OrganizationId organization, String fileName, Received received) {
        StoredBlob blob = received.blob();
        Instant now = kernel.now();
        return queue.begun(new Document(
                new DocumentId(kernel.ids().next()),
                person,
                organization,
                fileName,
                blob.key(),
                blob.size(),
                received.type().shortName(),
                received.type().mediaType(),
                blob.sha256(),
                1,
                List.of(),
                DocumentStatus.UPLOADED,
                null,
                null,
                now,
                now,
                null,
                1));
    }

    static Violations named(String fileName, Violations violations) {
        violations.line(fileName, "/fileName", LONGEST_NAME);
        return violations;
    }
}
