package dev.tenon.jdbi.documents;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.documents.spi.DocumentSearchStore;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.ProcessingStore;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.documents.spi.ShareLinkStore;
import dev.tenon.ports.documents.spi.ShareStore;
import dev.tenon.ports.documents.spi.UploadStore;

/** The stores of this package. */
public final class DocumentStores {

    private DocumentStores() {}

    public static DocumentStore documents(Handles handles) {
        return new JdbiDocumentStore(handles);
    }

    public static QuotaStore quotas(Handles handles) {
        return new JdbiQuotaStore(handles);
    }

    public static ShareLinkStore shareLinks(Handles handles) {
        return new JdbiShareLinkStore(handles);
    }

    public static DocumentSearchStore search(Handles handles) {
        return new JdbiDocumentSearchStore(handles);
    }

    public static ShareStore shares(Handles handles) {
        return new JdbiShareStore(handles);
    }

    public static UploadStore uploads(Handles handles) {
        return new JdbiUploadStore(handles);
    }

    public static ProcessingStore processing(Handles handles) {
        return new JdbiProcessingStore(handles);
    }
}
