package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file with its metadata, as of its current version.
 *
 * @param ownerId whose quota it counts against
 * @param fileName as the uploader named it; never a path
 * @param blobKey where the bytes are
 * @param fileSize in bytes, at least 1
 * @param fileType the short name, e.g. {@code pdf}; {@code null} if the name has no known ending
 * @param mediaType e.g. {@code application/pdf}
 * @param sha256 of the bytes, lower-case hex
 * @param version of the content, from 1
 * @param failureReason why processing failed; {@code null} unless it did
 * @param revision of the metadata, rises by one with every update; an adapter's ETag
 */
public record Document(
        DocumentId id,
        UserId ownerId,
        String fileName,
        BlobKey blobKey,
        long fileSize,
        @Nullable String fileType,
        String mediaType,
        String sha256,
        int version,
        DocumentStatus status,
        @Nullable String failureReason,
        Instant uploadedAt,
        Instant updatedAt,
        long revision) {

    /** The document's place in the list, newest first. */
    public Position position() {
        return new Position(uploadedAt, id.value());
    }

    /** The same document under another name. */
    public Document renamed(String newName, @Nullable String newType) {
        return new Document(
                id,
                ownerId,
                newName,
                blobKey,
                fileSize,
                newType,
                mediaType,
                sha256,
                version,
                status,
                failureReason,
                uploadedAt,
                updatedAt,
                revision);
    }
}
