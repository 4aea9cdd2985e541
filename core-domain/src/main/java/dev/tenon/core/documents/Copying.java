package dev.tenon.core.documents;

import dev.tenon.ports.documents.BlobCopy;
import dev.tenon.ports.documents.BlobFinding;
import dev.tenon.ports.documents.BlobFinding.Problem;
import dev.tenon.ports.documents.BlobProgress;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.DocumentStore.VersionBlob;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Blobs on their way from one store into another. The whole list is read again until a round finds nothing new: what was
 * uploaded meanwhile comes along, wherever its key stands.
 */
final class Copying {

    private static final int MOST_ROUNDS = 10;

    private final VersionBlobs versions;
    private final BlobStore from;
    private final BlobStore to;
    private final Consumer<BlobFinding> each;
    private long copied;
    private long bytes;
    private long present;
    private long missing;
    private long corrupt;

    Copying(VersionBlobs versions, BlobStore from, BlobStore to, Consumer<BlobFinding> each) {
        this.versions = versions;
        this.from = from;
        this.to = to;
        this.each = each;
    }

    BlobCopy run(BlobProgress progress) throws IOException {
        versions.forEach(version -> bring(version, each), progress);
        long presentAtFirst = present;
        long missingAtFirst = missing;
        long corruptAtFirst = corrupt;
        long before = -1;
        for (int round = 1; round < MOST_ROUNDS && copied != before; round++) {
            before = copied;
            // What was found in the first round is found again, and told once.
            versions.forEach(version -> bring(version, unheard -> {}), BlobProgress.unseen());
        }
        return new BlobCopy(copied, bytes, presentAtFirst, missingAtFirst, corruptAtFirst);
    }

    private void bring(VersionBlob version, Consumer<BlobFinding> told) throws IOException {
        Optional<Long> there = to.size(version.blobKey());
        if (there.isPresent() && there.get() == version.size()) {
            present++;
            return;
        }
        if (there.isPresent()) {
            to.delete(version.blobKey());
        }
        try {
            copy(version, told);
        } catch (IOException failure) {
            settle(version, failure, told);
        }
    }

    /** Another may have copied it in the meantime, or deleted its document. */
    private void settle(VersionBlob version, IOException failure, Consumer<BlobFinding> told) throws IOException {
        if (isThere(version)) {
            present++;
        } else if (from.size(version.blobKey()).isPresent()) {
            throw failure;
        } else if (versions.isStillThere(version)) {
            missing++;
            tell(Problem.MISSING, version, "It is in neither store.", told);
        }
    }

    private boolean isThere(VersionBlob version) throws IOException {
        return to.size(version.blobKey()).filter(size -> size == version.size()).isPresent();
    }

    private void copy(VersionBlob version, Consumer<BlobFinding> told) throws IOException {
        StoredBlob stored;
        try (InputStream read = from.read(version.blobKey(), 0, Long.MAX_VALUE)) {
            stored = to.put(version.blobKey(), read);
        }
        if (stored.size() == version.size() && stored.sha256().equals(version.sha256())) {
            copied++;
            bytes += stored.size();
            return;
        }
        to.delete(version.blobKey());
        corrupt++;
        tell(
                Problem.CORRUPT,
                version,
                "It has " + stored.size() + " bytes and the SHA-256 " + stored.sha256() + " instead of "
                        + version.size() + " and " + version.sha256() + "; it was not copied.",
                told);
    }

    private static void tell(Problem problem, VersionBlob version, String detail, Consumer<BlobFinding> told) {
        told.accept(new BlobFinding(problem, version.blobKey(), version.documentId(), version.version(), detail));
    }
}
