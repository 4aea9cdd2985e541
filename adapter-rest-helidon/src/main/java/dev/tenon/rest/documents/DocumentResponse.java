package dev.tenon.rest.documents;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file's metadata as clients see it. Where the bytes lie is no part of it. */
record DocumentResponse(
        DocumentId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        String fileName,
        long fileSize,
        @Nullable String fileType,
        String mediaType,
        String sha256,
        int version,
        List<String> tags,
        String status,
        @Nullable String failureReason,
        @Nullable Integer pageCount,
        Instant uploadedAt,
        Instant updatedAt,
        @Nullable Instant deletedAt) {

    static DocumentResponse from(Document document) {
        return new DocumentResponse(
                document.id(),
                document.ownerId(),
                document.organizationId(),
                document.fileName(),
                document.fileSize(),
                document.fileType(),
                document.mediaType(),
                document.sha256(),
                document.version(),
                document.tags(),
                Words.of(document.status()),
                document.failureReason(),
                document.pageCount(),
                document.uploadedAt(),
                document.updatedAt(),
                document.deletedAt());
    }

    /** The answer with a document, and its revision as entity tag. */
    static Answer answer(int status, Document document) {
        return Answer.json(status, from(document)).withRevision(document.revision());
    }
}
