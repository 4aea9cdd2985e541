package dev.tenon.core.documents;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.documents.spi.UploadStore.Running;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How uploads in pieces end without becoming a document: their space is free in the same commit, their bytes go soon after. */
record Ending(Kernel kernel) {

    static final String TABLE = "uploads";

    /** Ends a locked upload. */
    void end(Change change, Running running, UploadStatus how) {
        Upload upload = running.upload();
        List<BlobKey> parts = kernel.storage().uploads().end(upload.id(), how, null, change.now());
        kernel.storage().quotas().release(running.holdId(), change.now());
        kernel.storage().quotas().discard(parts, change.now());
        change.audit(AuditEntry.of("upload.ended", TABLE, upload.id())
                .with("reason", how.name().toLowerCase(Locale.ROOT))
                .with("received", Long.toString(upload.received()))
                .in(upload.organizationId()));
    }

    /**
     * Ends an upload of which nothing can become, if it is open still.
     *
     * @param attempt the one that came to it; {@code null} for whichever is the last
     */
    void refuse(Actor actor, UploadId id, @Nullable Long attempt) {
        kernel.changes().commit(actor, kernel.now(), change -> {
            kernel.storage()
                    .uploads()
                    .lock(id)
                    .filter(running -> attempt == null || running.attempt() == attempt)
                    .filter(running -> running.upload().status() == UploadStatus.OPEN)
                    .ifPresent(running -> end(change, running, UploadStatus.REFUSED));
            return id;
        });
    }

    /** Ends what is on its way into an organization; {@code null} for what all members send. */
    void endInto(Change change, OrganizationId organization, @Nullable UserId member) {
        List<Running> some;
        do {
            some = kernel.storage().uploads().lockInto(organization, member, Job.BATCH);
            some.forEach(each -> end(change, each, UploadStatus.TERMINATED));
        } while (some.size() == Job.BATCH);
    }

    /** Ends what somebody sends for a document who may no longer write it; the document is locked. */
    void endBarred(Change change, DocumentId document) {
        kernel.storage()
                .uploads()
                .lockBarred(document, change.now())
                .forEach(each -> end(change, each, UploadStatus.REFUSED));
    }

    /** The same wherever somebody may no longer write. */
    void endBarred(Change change) {
        List<Running> some;
        do {
            some = kernel.storage().uploads().lockBarred(change.now(), Job.BATCH);
            some.forEach(each -> end(change, each, UploadStatus.REFUSED));
        } while (some.size() == Job.BATCH);
    }

    /** Ends what is for a document that somebody may no longer write, a batch: shares expire, and organizations go, without a word to us. */
    int endBarred() {
        return kernel.changes().commit(Actor.system("uploads"), kernel.now(), change -> {
            List<Running> barred = kernel.storage().uploads().lockBarred(change.now(), Job.BATCH);
            barred.forEach(each -> end(change, each, UploadStatus.REFUSED));
            return barred.size();
        });
    }

    /** Ends what expired, a batch. */
    int endExpired() {
        return kernel.changes().commit(Actor.system("uploads"), kernel.now(), change -> {
            List<Running> expired = kernel.storage().uploads().lockExpired(change.now(), Job.BATCH);
            expired.forEach(each -> end(change, each, UploadStatus.EXPIRED));
            return expired.size();
        });
    }

    /** Passes an upload that goes on, or that became a document. */
    static void refuseOver(Upload upload, Instant now) {
        boolean isLate = upload.status() == UploadStatus.OPEN && !upload.isOpen(now);
        if (isLate || upload.status() == UploadStatus.EXPIRED) {
            throw UploadRefusal.ENDED.because("It was not finished in time. Begin a new one.");
        }
        if (upload.status() == UploadStatus.TERMINATED) {
            throw UploadRefusal.ENDED.because("It was given up. Begin a new one.");
        }
        if (upload.status() == UploadStatus.REFUSED) {
            throw UploadRefusal.ENDED.because("No document can be made of it. Begin a new one.");
        }
    }

    /** Why somebody who wrote may not go on: the upload is over, or somebody else writes, or has written it to its end. */
    Refusal lost(Upload upload) {
        boolean isAnothers = kernel.storage()
                .uploads()
                .find(upload.id(), upload.userId())
                .filter(present -> present.status() == UploadStatus.OPEN || present.status() == UploadStatus.DONE)
                .isPresent();
        return isAnothers ? UploadRefusal.TAKEN_OVER.refusal() : UploadRefusal.ENDED.refusal();
    }
}
