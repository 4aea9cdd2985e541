package dev.tenon.rest.documents;

import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version as clients see it. Where the bytes lie is no part of it. */
record DocumentVersionResponse(
        int version,
        long fileSize,
        @Nullable String fileType,
        String mediaType,
        String sha256,
        @Nullable UserId uploadedBy,
        Instant uploadedAt) {

    static DocumentVersionResponse from(DocumentVersion version) {
        return new DocumentVersionResponse(
                version.version(),
                version.fileSize(),
                version.fileType(),
                version.mediaType(),
                version.sha256(),
                version.uploadedBy(),
                version.uploadedAt());
    }
}
