package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.QuotaStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes blobs that no row needs. The wish to delete is a row of the commit that made the blob needless, so that a crash
 * between the two leaves nothing behind.
 */
final class BlobCleanup {

    private static final Duration RETRY = Duration.ofMinutes(5);
    private static final int BLOBS_AT_A_TIME = 100;

    private final Kernel kernel;
    private final BlobStore blobs;
    private final QuotaStore quotas;

    BlobCleanup(Kernel kernel, BlobStore blobs) {
        this.kernel = kernel;
        this.blobs = blobs;
        this.quotas = kernel.storage().quotas();
    }

    /** Deletes a blob whose deletion is on record; if that fails now, the job does it later. */
    boolean deleteNow(BlobKey key) {
        try {
            blobs.delete(key);
        } catch (IOException later) {
            return false;
        }
        quotas.deletionDone(key);
        return true;
    }

    /** Deletes blobs whose deletions are on record. */
    void deleteNow(List<BlobKey> keys) {
        keys.forEach(this::deleteNow);
    }

    /** Deletes what is on record and due. */
    int deleteDue() {
        Instant now = kernel.now();
        List<BlobKey> due =
                kernel.storage().unitOfWork().run(() -> quotas.claimDeletions(now, now.plus(RETRY), BLOBS_AT_A_TIME));
        return (int) due.stream().filter(this::deleteNow).count();
    }

    /** Deletes blobs that no row knows of: what a crash of another kind may have left. */
    int sweepOrphans() {
        int deleted = 0;
        try (Stream<BlobKey> keys = blobs.keys()) {
            Iterator<BlobKey> all = keys.iterator();
            while (all.hasNext()) {
                List<BlobKey> some = new ArrayList<>(BLOBS_AT_A_TIME);
                while (all.hasNext() && some.size() < BLOBS_AT_A_TIME) {
                    some.add(all.next());
                }
                for (BlobKey orphan : quotas.unknown(some)) {
                    blobs.delete(orphan);
                    deleted++;
                }
            }
            blobs.removeUnfinished();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The blob store cannot be swept", unreadable);
        }
        return deleted;
    }
}
