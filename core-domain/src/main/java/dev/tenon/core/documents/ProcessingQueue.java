package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.spi.DocumentProcessor;
import dev.tenon.ports.documents.spi.ProcessingStore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of new contents, in the commit that brings them. Without a processor nothing does. */
record ProcessingQueue(Kernel kernel, @Nullable DocumentProcessor processor) {

    /** A document, or one with another content, as it is stored: what has nothing to be read in it is processed at once. */
    Document begun(Document document) {
        return processor == null || processor.takes(document.mediaType())
                ? document
                : document.processed(DocumentStatus.PROCESSED, null, null);
    }

    /** Queues the current content of a document that is {@link #begun}. */
    void enqueue(Document document, Instant now) {
        if (processor != null && document.status() == DocumentStatus.UPLOADED) {
            store().enqueue(document.id(), document.version(), now);
        }
    }

    /** The document, of which the current content is that of an earlier version: it has what was read in that. */
    Document restored(Document document, DocumentVersion earlier, Instant now) {
        if (store().share(document.id(), earlier.version(), document.version(), now)) {
            return kernel.storage().documents().find(document.id()).orElse(document);
        }
        enqueue(document, now);
        return document;
    }

    private ProcessingStore store() {
        return kernel.storage().processing();
    }
}
