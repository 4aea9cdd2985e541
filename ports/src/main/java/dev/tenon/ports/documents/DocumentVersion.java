package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One content of a document. It never changes; a document's newest is its current one.
 *
 * @param version from 1, rising by one
 * @param blobKey where the bytes are; two versions share them where one restored the other
 * @param fileSize in bytes, at least 1
 * @param mediaType e.g. {@code application/pdf}
 * @param sha256 of the bytes, lower-case hex
 * @param uploadedBy who brought or restored it; {@code null} after an erasure
 */
public record DocumentVersion(
        DocumentId documentId,
        int version,
        BlobKey blobKey,
        long fileSize,
        @Nullable String fileType,
        String mediaType,
        String sha256,
        @Nullable UserId uploadedBy,
        Instant uploadedAt) {

    /** Its place in the list of versions, the newest first. */
    public Position position() {
        return new Position(uploadedAt, new UUID(0, version));
    }

    /** The same content as a later version. */
    public DocumentVersion restoredAs(int next, UserId by, Instant now) {
        return new DocumentVersion(documentId, next, blobKey, fileSize, fileType, mediaType, sha256, by, now);
    }
}
