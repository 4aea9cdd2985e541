package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.UploadId;
import java.time.Instant;
import java.util.List;

/** What was written for an upload, and nobody wants: gone at once, and with the next job if that fails. */
record UnwantedParts(Kernel kernel, BlobCleanup cleanup) {

    /**
     * Gives up what an attempt wrote. Whoever took the upload over may have forgotten it before; then its bytes are not wanted either.
     * But where a commit was made and its answer was lost, a row names them, and they stay.
     */
    void forget(UploadId upload, long attempt, BlobKey key) {
        Instant now = kernel.now();
        QuotaStore quotas = kernel.storage().quotas();
        boolean isNeedless = kernel.storage().unitOfWork().run(() -> {
            boolean isForgotten = kernel.storage().uploads().forgetPart(upload, attempt);
            if (isForgotten) {
                quotas.discard(List.of(key), now);
            }
            return isForgotten || !quotas.unknown(List.of(key)).isEmpty();
        });
        if (isNeedless) {
            cleanup.deleteNow(key);
        }
    }
}
