package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.kernel.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How contents go out. */
record Contents(Kernel kernel, BlobStore blobs) {

    /** The bytes of a document, as it is described. */
    DocumentContent of(Actor actor, Document document) {
        // Of a later version nobody looks up when it came: the document was not changed since.
        return of(actor, document, document.version() == 1 ? document.uploadedAt() : document.updatedAt());
    }

    /** The bytes of a document, as of one of its versions. */
    DocumentContent of(Actor actor, Document document, DocumentVersion version) {
        return of(actor, document.withContent(version), version.uploadedAt());
    }

    private DocumentContent of(Actor actor, Document document, Instant changedAt) {
        return new DocumentContent(document, changedAt, (offset, length) -> open(actor, document, offset, length));
    }

    private InputStream open(Actor actor, Document document, long offset, long length) {
        try {
            InputStream bytes = blobs.read(document.blobKey(), offset, length);
            if (offset == 0) {
                kernel.usage().behind(actor, kernel.now(), UsageAction.DOCUMENT_DOWNLOADED, used(document));
            }
            return bytes;
        } catch (IOException unreadable) {
            throw DocumentRefusal.STORAGE_UNAVAILABLE.refusal().withCause(unreadable);
        }
    }

    /** What of a document is worth counting by; its name is the person's own affair. */
    static Map<String, Object> used(Document document) {
        Map<String, Object> used = new HashMap<>();
        used.put("documentId", document.id());
        used.put("size", document.fileSize());
        String type = document.fileType();
        if (type != null) {
            used.put("fileType", type);
        }
        return used;
    }
}
