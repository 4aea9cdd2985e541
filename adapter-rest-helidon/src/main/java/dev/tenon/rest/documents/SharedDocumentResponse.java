package dev.tenon.rest.documents;

import dev.tenon.ports.documents.SharedDocument;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A document as clients see it with whom it is shared. */
record SharedDocumentResponse(
        DocumentResponse document,
        String permission,
        @Nullable UserId sharedBy,
        Instant sharedAt,
        @Nullable Instant expiresAt) {

    static SharedDocumentResponse from(SharedDocument shared) {
        return new SharedDocumentResponse(
                DocumentResponse.from(shared.document()),
                Words.of(shared.right()),
                shared.sharedBy(),
                shared.sharedAt(),
                shared.expiresAt());
    }
}
