package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadPiece;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.documents.Uploads;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.MediaTypeDetector;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.documents.spi.UploadStore;
import dev.tenon.ports.documents.spi.UploadStore.Running;
import dev.tenon.ports.documents.spi.UploadStore.UploadPart;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the pieces of an upload become durable: in parts, each a blob of its own, so that whatever breaks costs no more than the part
 * that was being written.
 */
final class Receiving {

    /** As many parts of a small file as it takes; of a large one never more than a quarter of what may be, however long it is. */
    static final long SMALLEST_STEP = 16L << 20;

    private static final int MOST_STEPS = Uploads.MOST_PIECES / 4;

    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration LONGEST_KEPT = Duration.ofDays(7);

    /** A part that is being written. */
    private record Begun(Upload upload, long attempt, BlobKey key) {}

    private final Kernel kernel;
    private final UploadStore uploads;
    private final QuotaStore quotas;
    private final UnitOfWork unitOfWork;
    private final Incoming incoming;
    private final UnwantedParts unwanted;
    private final Finishing finishing;
    private final Ending ending;

    Receiving(Kernel kernel, Incoming incoming, UnwantedParts unwanted, Finishing finishing, Ending ending) {
        this.kernel = kernel;
        this.uploads = kernel.storage().uploads();
        this.quotas = kernel.storage().quotas();
        this.unitOfWork = kernel.storage().unitOfWork();
        this.incoming = incoming;
        this.unwanted = unwanted;
        this.finishing = finishing;
        this.ending = ending;
    }

    /** Until when an upload is kept that somebody goes on with now. */
    static Instant keptUntil(Instant createdAt, Instant now) {
        Instant soon = now.plus(KEPT);
        Instant last = createdAt.plus(LONGEST_KEPT);
        return soon.isBefore(last) ? soon : last;
    }

    /** Receives a piece, and makes the document if it was the last. */
    Upload append(Actor actor, UserId person, UploadId id, UploadPiece piece) {
        Arriving arriving = new Arriving(kernel, piece);
        Begun begun = begin(person, id, piece.offset(), piece.declaredSize(), null);
        if (begun.upload().missing() == 0) {
            return finishing.finish(actor, begun.upload(), null);
        }
        Upload upload = receive(begun, piece, arriving);
        while (upload.missing() > 0 && piece.checksum() == null && arriving.hasMore()) {
            begun = begin(person, id, upload.received(), null, begun.attempt());
            upload = receive(begun, piece, arriving);
        }
        return upload.missing() == 0 ? finishing.finish(actor, upload, begun.attempt()) : upload;
    }

    /**
     * Takes the upload over, or goes on with it.
     *
     * @param mine the attempt of who goes on; {@code null} for who takes it over
     */
    private Begun begin(UserId person, UploadId id, long offset, @Nullable Long declared, @Nullable Long mine) {
        Instant now = kernel.now();
        BlobKey key = new BlobKey(kernel.ids().next());
        return unitOfWork.run(() -> {
            Running running = uploads.lock(id)
                    .filter(each -> each.upload().userId().equals(person))
                    .orElseThrow(UploadRefusal.NOT_FOUND::refusal);
            Upload upload = running.upload();
            refuse(running, offset, declared, mine, now);
            if (upload.missing() == 0) {
                return new Begun(upload, running.attempt(), key);
            }
            if (uploads.countParts(id) >= Uploads.MOST_PIECES) {
                throw UploadRefusal.TOO_MANY_PIECES.because("It came in " + Uploads.MOST_PIECES + " pieces.");
            }
            long attempt = running.attempt() + 1;
            quotas.discard(uploads.begin(id, attempt, key, offset, null), now);
            return new Begun(upload, attempt, key);
        });
    }

    private static void refuse(
            Running running, long offset, @Nullable Long declared, @Nullable Long mine, Instant now) {
        Upload upload = running.upload();
        Ending.refuseOver(upload, now);
        if (mine != null && mine != running.attempt()) {
            throw UploadRefusal.TAKEN_OVER.refusal();
        }
        if (offset != upload.received()) {
            throw UploadRefusal.OFFSET_MISMATCH.because("It goes on at byte " + upload.received() + ".");
        }
        if (declared != null && declared > upload.missing()) {
            throw UploadRefusal.BEYOND_SIZE.because(
                    upload.missing() + " bytes are missing, and " + declared + " come.");
        }
    }

    /** Writes the next part, and counts it once it is durable. */
    private Upload receive(Begun begun, UploadPiece piece, Arriving arriving) {
        Upload upload = begun.upload();
        boolean kept = false;
        try {
            if (!arriving.hasMore()) {
                arriving.check();
                return upload;
            }
            BooleanSupplier isMine = () -> uploads.isCurrent(upload.id(), begun.attempt());
            StoredBlob blob = incoming.put(begun.key(), arriving.part(most(upload, piece), isMine));
            if (blob.size() == upload.missing() && arriving.hasMore()) {
                throw UploadRefusal.BEYOND_SIZE.refusal();
            }
            arriving.check();
            Upload further = add(begun, blob);
            kept = true;
            boolean isTelling = upload.received() == 0 && blob.size() >= MediaTypeDetector.HEAD;
            if (isTelling && further.missing() > 0) {
                finishing.checkType(further, begun.attempt(), new UploadPart(0, blob));
            }
            return further;
        } finally {
            if (!kept) {
                unwanted.forget(upload.id(), begun.attempt(), begun.key());
            }
        }
    }

    /** What has a checksum is one part, since all of it is kept or nothing. */
    private static long most(Upload upload, UploadPiece piece) {
        long step = Math.max(SMALLEST_STEP, upload.size() / MOST_STEPS);
        return piece.checksum() == null ? Math.min(step, upload.missing()) : upload.missing();
    }

    private Upload add(Begun begun, StoredBlob blob) {
        Upload upload = begun.upload();
        Instant now = kernel.now();
        Instant expiresAt = keptUntil(upload.createdAt(), now);
        boolean isLast = blob.size() == upload.missing();
        // Who brought the last byte makes the document; the job waits for that.
        Instant busyUntil = isLast ? now.plus(Finishing.LEASE) : null;
        UploadPart part = new UploadPart(upload.received(), blob);
        if (!unitOfWork.run(() -> uploads.add(upload.id(), begun.attempt(), part, expiresAt, busyUntil))) {
            throw ending.lost(upload);
        }
        return upload.further(blob.size(), expiresAt);
    }
}
