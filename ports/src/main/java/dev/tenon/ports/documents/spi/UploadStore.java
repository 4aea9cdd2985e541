package dev.tenon.ports.documents.spi;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps uploads in pieces (tables {@code uploads}, {@code upload_parts}). Every part is a blob, and has its row before its bytes: so no
 * sweep takes it for an orphan. Whoever writes does so under the number of its attempt, and has lost the upload when that is not the
 * last any more.
 */
public interface UploadStore {

    /**
     * An upload that goes on.
     *
     * @param holdId what it reserved
     * @param expectedRevision of the document of which it is a version; {@code null} for any
     * @param attempt how often somebody began to write
     * @param busyUntil until when somebody makes the document of it; {@code null} if nobody does
     */
    record Running(
            Upload upload,
            UUID holdId,
            @Nullable Long expectedRevision,
            long attempt,
            @Nullable Instant busyUntil) {}

    /**
     * A piece that came.
     *
     * @param start where in the file it begins
     */
    record UploadPart(long start, StoredBlob blob) {}

    /** How many uploads of a person are open. */
    int countOpen(UserId person);

    /** Adds an upload; one for a version only if the person has no other open one for that document. */
    void insert(Running upload);

    /** An upload of this person, whatever became of it. */
    Optional<Upload> find(UploadId id, UserId person);

    /** The uploads of a person, the newest first. */
    Page<Upload> list(UserId person, PageRequest page);

    /** An upload, its row locked until the commit. */
    Optional<Running> lock(UploadId id);

    /** Whether an attempt is the last, and the upload still open. */
    boolean isCurrent(UploadId id, long attempt);

    /**
     * Begins to write a part, under the next attempt: parts that others were writing are forgotten, and their blobs returned. The
     * upload is locked.
     */
    List<BlobKey> begin(UploadId id, long attempt, BlobKey blobKey, long start, @Nullable Instant busyUntil);

    /** How many parts came. */
    int countParts(UploadId id);

    /** The parts that came, in the order of the file. */
    List<UploadPart> parts(UploadId id);

    /**
     * Adds a part that is durable; false, and nothing changed, if another attempt began, the upload is over, or it does not begin
     * where the last one ended.
     *
     * @param busyUntil set with the last part
     */
    boolean add(UploadId id, long attempt, UploadPart part, Instant expiresAt, @Nullable Instant busyUntil);

    /** Forgets a part that never came to its end; false if others did. */
    boolean forgetPart(UploadId id, long attempt);

    /** Says until when somebody is at it; false if another attempt began or the upload is over. */
    boolean busy(UploadId id, long attempt, Instant until);

    /** Ends an open upload and forgets its parts; their blobs are returned. The upload is locked. */
    List<BlobKey> end(UploadId id, UploadStatus status, @Nullable DocumentId documentId, Instant now);

    /** Open uploads whose bytes all came and that nobody is at, those that wait longest first. */
    List<UploadId> complete(Instant now, int limit);

    /** Open uploads that expired and that nobody is at, locked until the commit and skipped by others. */
    List<Running> lockExpired(Instant now, int limit);

    /** Open uploads into an organization, locked until the commit; {@code null} for those of all members. */
    List<Running> lockInto(OrganizationId organization, @Nullable UserId person, int limit);

    /** A person's open upload for a version of a document, locked until the commit; there is one at most. */
    Optional<Running> lockVersionOf(DocumentId document, UserId person);

    /** Open uploads for versions of a document, locked until the commit; one of each person at most. */
    List<Running> lockVersionsOf(DocumentId document);

    /**
     * Of those, the ones whose senders may no longer write it: it is in the trash or gone, or a share or a membership ended. Locked
     * until the commit.
     */
    List<Running> lockBarred(DocumentId document, Instant now);

    /** The same for whatever document, some of them, skipped by others. */
    List<Running> lockBarred(Instant now, int limit);

    /** Forgets uploads that ended before an instant. */
    int forgetEnded(Instant before, int limit);
}
