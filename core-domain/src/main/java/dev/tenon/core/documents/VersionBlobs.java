package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.BlobProgress;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.DocumentStore.VersionBlob;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** The versions of all documents, page by page: in constant memory, and as they are when their page is read. */
final class VersionBlobs {

    private static final int PAGE = 1_000;
    private static final int VARIANT = 2;

    /** Looks at a version. */
    interface Look {
        void at(VersionBlob version) throws IOException;
    }

    private final DocumentStore documents;

    VersionBlobs(Kernel kernel) {
        this.documents = kernel.storage().documents();
    }

    /** Looks at each version. */
    void forEach(Look look, BlobProgress progress) throws IOException {
        long all = total();
        long done = 0;
        progress.at(done, all);
        List<VersionBlob> page = documents.blobsAfter(null, PAGE);
        while (!page.isEmpty()) {
            for (VersionBlob version : page) {
                look.at(version);
                done += version.size();
                progress.at(done, Math.max(done, all));
            }
            page = documents.blobsAfter(page.get(page.size() - 1).blobKey(), PAGE);
        }
    }

    private long total() {
        long bytes = 0;
        List<VersionBlob> page = documents.blobsAfter(null, PAGE);
        while (!page.isEmpty()) {
            bytes += page.stream().mapToLong(VersionBlob::size).sum();
            page = documents.blobsAfter(page.get(page.size() - 1).blobKey(), PAGE);
        }
        return bytes;
    }

    /** Whether the version is there yet. Its document may have been deleted since its page was read, and its blob with it. */
    boolean isStillThere(VersionBlob version) {
        UUID key = version.blobKey().value();
        if (key.getLeastSignificantBits() << VARIANT == 0) {
            // No key comes just before this one.
            return true;
        }
        // Keys are ordered as texts, which for all that have one variant is the order of their numbers.
        BlobKey before = new BlobKey(new UUID(key.getMostSignificantBits(), key.getLeastSignificantBits() - 1));
        return documents.blobsAfter(before, 1).stream()
                .anyMatch(there -> there.blobKey().equals(version.blobKey()));
    }
}
