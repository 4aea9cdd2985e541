package dev.tenon.rest.documents;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file's metadata as clients see it. Where the bytes lie is no part of it. */
record DocumentResponse(
        DocumentId id,
        UserId userId,
        String fileName,
        long fileSize,
        @Nullable String fileType,
        String mediaType,
        String sha256,
        int version,
        String status,
        @Nullable String failureReason,
        Instant uploadedAt,
        Instant updatedAt) {

    static DocumentResponse from(Document document) {
        return new DocumentResponse(
                document.id(),
                document.ownerId(),
                document.fileName(),
                document.fileSize(),
                document.fileType(),
                document.mediaType(),
                document.sha256(),
                document.version(),
                Words.of(document.status()),
                document.failureReason(),
                document.uploadedAt(),
                document.updatedAt());
    }

    /** The answer with a document, and its revision as entity tag. */
    static Answer answer(int status, Document document) {
        return Answer.json(status, from(document)).withRevision(document.revision());
    }
}
