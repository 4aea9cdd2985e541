package dev.tenon.core.documents;

import dev.tenon.core.kernel.Entitled;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.PlanFeature;
import java.io.IOException;
import java.util.function.BiFunction;

/** How every content comes in: its space reserved first, its bytes durable before a row names them, all given back if anything fails. */
record Incoming(Kernel kernel, BlobStore blobs, Holds holds) {

    /**
     * Stores a content for somebody, and commits what is made of it.
     *
     * @param documents how many documents it adds: 1, or 0 for another version
     */
    <T> T store(SubjectId owner, NewDocument upload, int documents, BiFunction<Hold, StoredBlob, T> commit) {
        Quota quota = kernel.storage().quotas().find(owner).orElseThrow(QuotaRefusal.NOT_FOUND::refusal);
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
        Hold hold = holds.reserve(owner, declared == null ? 0 : declared, documents);
        boolean kept = false;
        try {
            StoredBlob blob = put(hold, new MeteredContent(upload, limit, hold, holds));
            T stored = commit.apply(hold, blob);
            kept = true;
            return stored;
        } finally {
            if (!kept) {
                holds.release(hold);
            }
        }
    }

    private StoredBlob put(Hold hold, MeteredContent content) {
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
}
