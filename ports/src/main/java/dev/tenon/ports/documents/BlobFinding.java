package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is not as it should be.
 *
 * @param documentId whose version it belongs to; {@code null} for an orphan
 * @param version which one; {@code null} for an orphan
 * @param detail what was found, in words
 */
public record BlobFinding(
        Problem problem,
        BlobKey blobKey,
        @Nullable DocumentId documentId,
        @Nullable Integer version,
        String detail) {

    /** What is wrong. */
    public enum Problem {
        /** A version's bytes are not there. */
        MISSING,
        /** They are there, and others than were uploaded. */
        CORRUPT,
        /** There are bytes that belong to no version, no upload and no deletion. */
        ORPHANED
    }
}
