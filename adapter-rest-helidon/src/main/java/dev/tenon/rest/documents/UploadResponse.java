package dev.tenon.rest.documents;

import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An upload in pieces as clients see it. */
record UploadResponse(
        UploadId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        @Nullable DocumentId versionOf,
        String fileName,
        @Nullable String mediaType,
        long size,
        long received,
        String status,
        @Nullable DocumentId documentId,
        Instant createdAt,
        Instant expiresAt) {

    static UploadResponse from(Upload upload) {
        return new UploadResponse(
                upload.id(),
                upload.userId(),
                upload.organizationId(),
                upload.versionOf(),
                upload.fileName(),
                upload.mediaType(),
                upload.size(),
                upload.received(),
                Words.of(upload.status()),
                upload.documentId(),
                upload.createdAt(),
                upload.expiresAt());
    }
}
