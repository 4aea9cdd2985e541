package dev.tenon.rest.documents;

import dev.tenon.ports.documents.LinkedDocument;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A document as whoever has a link to it sees it. */
record LinkedDocumentResponse(
        String fileName,
        long fileSize,
        String mediaType,
        @Nullable Instant expiresAt,
        @Nullable Integer downloadsLeft) {

    static LinkedDocumentResponse from(LinkedDocument document) {
        return new LinkedDocumentResponse(
                document.fileName(),
                document.fileSize(),
                document.mediaType(),
                document.expiresAt(),
                document.downloadsLeft());
    }
}
