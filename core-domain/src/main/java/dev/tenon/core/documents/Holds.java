package dev.tenon.core.documents;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.spi.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reservations of uploads in flight. One that nobody commits or releases is swept when its time is over. */
final class Holds {

    private static final Duration LONGEST_UPLOAD = Duration.ofHours(24);

    private final Kernel kernel;
    private final QuotaStore quotas;
    private final UnitOfWork unitOfWork;
    private final BlobCleanup cleanup;

    Holds(Kernel kernel, BlobCleanup cleanup) {
        this.kernel = kernel;
        this.quotas = kernel.storage().quotas();
        this.unitOfWork = kernel.storage().unitOfWork();
        this.cleanup = cleanup;
    }

    /** Reserves so many bytes and documents, or refuses. */
    Hold reserve(SubjectId owner, long bytes, int documents) {
        Instant now = kernel.now();
        Hold hold = new Hold(
                kernel.ids().next(),
                owner,
                new BlobKey(kernel.ids().next()),
                bytes,
                documents,
                now.plus(LONGEST_UPLOAD));
        if (!unitOfWork.run(() -> quotas.reserve(hold, now))) {
            throw full(owner, bytes, documents);
        }
        return hold;
    }

    /** Reserves more bytes; false if they do not fit. */
    boolean extend(Hold hold, long moreBytes) {
        Instant now = kernel.now();
        return unitOfWork.run(() -> quotas.extend(hold.id(), moreBytes, now.plus(LONGEST_UPLOAD), now));
    }

    /** Gives a reservation back, and deletes what was written under it. */
    void release(Hold hold) {
        Instant now = kernel.now();
        if (unitOfWork.run(() -> quotas.release(hold.id(), now))) {
            cleanup.deleteNow(hold.blobKey());
        }
    }

    /** Gives back what nobody finished. */
    int releaseExpired() {
        Instant now = kernel.now();
        return unitOfWork.run(() -> {
            List<Hold> expired = quotas.lockExpiredHolds(now, Job.BATCH);
            expired.forEach(hold -> quotas.release(hold.id(), now));
            return expired.size();
        });
    }

    /** Why a reservation did not fit. */
    Refusal full(SubjectId owner, long bytes, long documents) {
        return quotas.find(owner)
                .map(quota -> quota.takesDocuments(documents) || !quota.takes(bytes)
                        ? QuotaRefusal.STORAGE_EXCEEDED.because("The storage has " + quota.free() + " bytes left.")
                        : QuotaRefusal.DOCUMENTS_EXCEEDED.refusal())
                .orElseGet(QuotaRefusal.NOT_FOUND::refusal);
    }
}
