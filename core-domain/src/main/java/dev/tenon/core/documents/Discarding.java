package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.DocumentStore.Doomed;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How documents go: into the trash, and from there for good. */
final class Discarding {

    /** How many documents go for good in one commit. */
    static final int BATCH = 100;

    private final Kernel kernel;
    private final DocumentStore documents;
    private final QuotaStore quotas;
    private final Holds holds;
    private final BlobCleanup cleanup;
    private final Ending ending;

    Discarding(Kernel kernel, Holds holds, BlobCleanup cleanup, Ending ending) {
        this.kernel = kernel;
        this.documents = kernel.storage().documents();
        this.quotas = kernel.storage().quotas();
        this.holds = holds;
        this.cleanup = cleanup;
        this.ending = ending;
    }

    /**
     * Puts a locked document into the trash, and what no longer fits into the trash out of it for good. The trash holds as much as
     * the quota: who fills and deletes over and over stores no more than twice of it.
     */
    List<BlobKey> trash(Change change, Document document) {
        SubjectId owner = document.subject();
        documents.trash(document.id(), change.now());
        ending.endBarred(change, document.id());
        quotas.free(owner, documents.storedBytes(document.id()), 1, change.now());
        change.audit(AuditEntry.of("document.deleted", DocumentService.TABLE, document.id())
                .with("size", Long.toString(document.fileSize()))
                .with("sha256", document.sha256())
                .in(document.organizationId()));
        change.usage(UsageAction.DOCUMENT_DELETED, Contents.used(document));
        Quota quota = quotas.find(owner).orElseThrow(() -> new IllegalStateException("Who stores has a quota"));
        return purge(change, documents.lockOverflow(owner, quota.max(), quota.documentsMax(), BATCH));
    }

    /** Deletes documents of the trash for good; returns the blobs to delete after the commit. */
    List<BlobKey> purge(Change change, List<Doomed> doomed) {
        List<BlobKey> needless = new ArrayList<>();
        for (Doomed each : doomed) {
            needless.addAll(documents.purge(each.id()));
            change.audit(AuditEntry.of("document.purged", DocumentService.TABLE, each.id())
                    .in(each.subject() instanceof OrganizationId organization ? organization : null));
        }
        quotas.discard(needless, change.now());
        return needless;
    }

    /** Deletes for good what has been in the trash since before an instant, a batch. */
    int purgeBefore(Instant before) {
        List<BlobKey> needless = new ArrayList<>();
        int purged = kernel.changes().commit(Actor.system("trash"), kernel.now(), change -> {
            List<Doomed> doomed = documents.lockTrashedBefore(before, BATCH);
            needless.addAll(purge(change, doomed));
            return doomed.size();
        });
        deleteNow(needless);
        return purged;
    }

    /** Uses so much more of a quota, or refuses. */
    void take(SubjectId owner, long bytes, long moreDocuments, Instant now) {
        if (!quotas.take(owner, bytes, moreDocuments, now)) {
            throw holds.full(owner, bytes, moreDocuments);
        }
    }

    void deleteNow(List<BlobKey> needless) {
        cleanup.deleteNow(needless);
    }
}
