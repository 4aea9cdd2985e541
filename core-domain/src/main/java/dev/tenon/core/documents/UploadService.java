package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.NewUpload;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadPiece;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.documents.Uploads;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.documents.spi.UploadStore;
import dev.tenon.ports.documents.spi.UploadStore.Running;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class UploadService implements Uploads {

    private final Kernel kernel;
    private final UploadStore uploads;
    private final Reach reach;
    private final Incoming incoming;
    private final VersionService versions;
    private final Receiving receiving;
    private final Ending ending;

    UploadService(
            Kernel kernel,
            Reach reach,
            Incoming incoming,
            VersionService versions,
            Receiving receiving,
            Ending ending) {
        this.kernel = kernel;
        this.uploads = kernel.storage().uploads();
        this.reach = reach;
        this.incoming = incoming;
        this.versions = versions;
        this.receiving = receiving;
        this.ending = ending;
    }

    @Override
    public Upload create(Actor actor, NewUpload upload) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        DocumentId versionOf = upload.versionOf();
        Document document = versionOf == null ? null : versions.toChange(versionOf, person, upload.expected(), now);
        String fileName = document == null ? FileNames.cleaned(upload.fileName()) : document.fileName();
        checked(fileName, upload);
        SubjectId owner = document == null ? reach.home(actor, person, upload.organizationId()) : document.subject();
        UploadLimit limit = incoming.limit(owner);
        if (upload.size() > limit.bytes()) {
            throw limit.exceeded();
        }
        Running running = running(person, upload, fileName, document, now);
        Hold hold = new Hold(
                running.holdId(),
                owner,
                new BlobKey(kernel.ids().next()),
                upload.size(),
                document == null ? 1 : 0,
                running.upload().expiresAt());
        return begin(actor, running, hold, now);
    }

    private static void checked(String fileName, NewUpload upload) {
        Violations violations = DocumentService.named(fileName, new Violations());
        if (upload.metadata() != null) {
            violations.line(upload.metadata(), "/metadata", NewUpload.LONGEST_METADATA);
        }
        violations.refuseIfAny();
        if (upload.size() <= 0) {
            throw DocumentRefusal.EMPTY.refusal();
        }
    }

    private Running running(
            UserId person, NewUpload upload, String fileName, @Nullable Document document, Instant now) {
        Upload open = new Upload(
                new UploadId(kernel.ids().next()),
                person,
                document == null ? upload.organizationId() : document.organizationId(),
                upload.versionOf(),
                fileName,
                MediaTypes.claimed(upload.mediaType()).orElse(null),
                upload.metadata(),
                upload.size(),
                0,
                UploadStatus.OPEN,
                null,
                now,
                Receiving.keptUntil(now, now));
        // Also who minds no revision means this document where it is now, whose owner's space is reserved.
        Long revision = document == null ? null : document.revision();
        return new Running(open, kernel.ids().next(), revision, 0, null);
    }

    private Upload begin(Actor actor, Running running, Hold hold, Instant now) {
        Upload upload = running.upload();
        return kernel.changes().commit(actor, now, change -> {
            // Whoever begins many at once is counted one by one.
            kernel.storage().accounts().lock(upload.userId());
            DocumentId versionOf = upload.versionOf();
            if (versionOf != null) {
                replace(change, running, versionOf);
            } else if (upload.organizationId() != null) {
                // Whoever is removed at this moment is waited for, or ends this upload.
                reach.roleStill(upload.userId(), upload.organizationId());
            }
            if (uploads.countOpen(upload.userId()) >= MOST_OPEN) {
                throw UploadRefusal.TOO_MANY_OPEN.because("You have " + MOST_OPEN + " open uploads.");
            }
            if (!kernel.storage().quotas().reserve(hold, now)) {
                throw incoming.holds().full(hold.subject(), hold.bytes(), hold.documents());
            }
            uploads.insert(running);
            change.audit(AuditEntry.of("upload.created", Ending.TABLE, upload.id())
                    .with("size", Long.toString(upload.size()))
                    .in(upload.organizationId()));
            return upload;
        });
    }

    /**
     * A version goes in once: who begins it anew gives up what they began before, and its owner's space is not reserved twice. Whoever
     * takes the right to it back, or the document away, is waited for, or ends this upload.
     */
    private void replace(Change change, Running running, DocumentId versionOf) {
        UserId person = running.upload().userId();
        Document document = reach.locked(versionOf, person, DocumentRight.WRITE, change.now())
                .document();
        if (!Objects.equals(document.revision(), running.expectedRevision())) {
            throw RequestRefusal.PRECONDITION_FAILED.because("The document was changed meanwhile.");
        }
        uploads.lockVersionOf(versionOf, person)
                .ifPresent(before -> ending.end(change, before, UploadStatus.TERMINATED));
    }

    @Override
    public Upload append(Actor actor, UploadId id, UploadPiece piece) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        refuseWithoutRight(actor, person, id);
        return receiving.append(actor, person, id, piece);
    }

    /** Whoever may no longer change the document sends nothing more for it, and its owner's space is given back. */
    private void refuseWithoutRight(Actor actor, UserId person, UploadId id) {
        Upload upload = uploads.find(id, person).orElseThrow(UploadRefusal.NOT_FOUND::refusal);
        DocumentId versionOf = upload.versionOf();
        if (versionOf == null || upload.status() != UploadStatus.OPEN) {
            return;
        }
        try {
            reach.toChange(versionOf, person, DocumentRight.WRITE, kernel.now());
        } catch (Refusal refusal) {
            if (refusal.kind() == Kind.NOT_FOUND || refusal.kind() == Kind.FORBIDDEN) {
                ending.refuse(actor, id, null);
            }
            throw refusal;
        }
    }

    @Override
    public Page<Upload> list(Actor actor, PageRequest page) {
        return uploads.list(Authorizer.person(actor, Permission.DOCUMENTS_WRITE), page);
    }

    @Override
    public Upload get(Actor actor, UploadId id) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Upload upload = uploads.find(id, person).orElseThrow(UploadRefusal.NOT_FOUND::refusal);
        Ending.refuseOver(upload, kernel.now());
        return upload;
    }

    @Override
    public void terminate(Actor actor, UploadId id) {
        UserId person = Authorizer.person(actor, Permission.DOCUMENTS_WRITE);
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            Running running = uploads.lock(id)
                    .filter(each -> each.upload().userId().equals(person))
                    .orElseThrow(UploadRefusal.NOT_FOUND::refusal);
            Ending.refuseOver(running.upload(), now);
            if (running.upload().status() == UploadStatus.DONE) {
                throw UploadRefusal.DONE.refusal();
            }
            ending.end(change, running, UploadStatus.TERMINATED);
            return id;
        });
    }
}
