package dev.tenon.core.documents;

import dev.tenon.core.kernel.Entitled;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.MediaTypeDetector;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.PlanFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How every content comes in: its space reserved first, its type told by its first bytes, its bytes durable before a row names them,
 * all given back if anything fails.
 */
record Incoming(Kernel kernel, BlobStore blobs, Holds holds, FileTypes types) {

    /**
     * A content that has come in.
     *
     * @param hold the space that was reserved for it
     */
    record Received(UUID hold, StoredBlob blob, FileType type) {}

    /**
     * Stores a content for somebody, and commits what is made of it.
     *
     * @param documents how many documents it adds: 1, or 0 for another version
     * @param fileName of the document
     */
    <T> T store(SubjectId owner, NewDocument upload, int documents, String fileName, Function<Received, T> commit) {
        UploadLimit limit = limit(owner);
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
            T stored = commit.apply(
                    put(hold, new MeteredContent(upload, limit, hold, holds), fileName, upload.mediaType()));
            kept = true;
            return stored;
        } finally {
            if (!kept) {
                holds.release(hold);
            }
        }
    }

    /** How large one file of somebody may be now. */
    UploadLimit limit(SubjectId owner) {
        Quota quota = kernel.storage().quotas().find(owner).orElseThrow(QuotaRefusal.NOT_FOUND::refusal);
        return UploadLimit.of(
                new Entitled(kernel.storage())
                        .to(owner, PlanFeature.UPLOAD_SIZE)
                        .orElse(null),
                quota);
    }

    private Received put(Hold hold, MeteredContent content, String fileName, @Nullable String claimed) {
        byte[] head = content.head(MediaTypeDetector.HEAD);
        if (head.length == 0) {
            throw DocumentRefusal.EMPTY.refusal();
        }
        FileType type = types.of(head, fileName, claimed);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), content);
        return new Received(hold.id(), put(hold.blobKey(), whole), type);
    }

    /** Makes bytes durable for which there is space. */
    StoredBlob put(BlobKey key, InputStream content) {
        try {
            return blobs.put(key, content);
        } catch (IOException notStored) {
            throw DocumentRefusal.STORAGE_UNAVAILABLE.refusal().withCause(notStored);
        }
    }

    /** What a content is that is durable. */
    FileType typeOf(InputStream content, String fileName, @Nullable String claimed) {
        try {
            return types.of(content.readNBytes(MediaTypeDetector.HEAD), fileName, claimed);
        } catch (IOException unreadable) {
            throw DocumentRefusal.STORAGE_UNAVAILABLE.refusal().withCause(unreadable);
        }
    }
}
