package dev.tenon.ports.documents.spi;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.ProcessingBacklog;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores which versions have yet to be read, and what was read in them (tables {@code document_processing}, {@code document_texts}).
 * What it changes of a version it also writes into the document, if that is its current one: status, reason and pages, but neither
 * its revision nor its time. Rows go with their versions; a picture that no row names any more is deleted.
 */
public interface ProcessingStore {

    /** How much later the turn of each further version of one owner is. */
    Duration STEP = Duration.ofMinutes(1);

    /** By how many steps a turn is put off at most. */
    int MOST_STEPS = 1_000;

    /**
     * A version that a worker has claimed.
     *
     * @param attempt the number of the try, from 1
     * @param thumbnail where this try puts the picture
     */
    record Claimed(
            DocumentId documentId,
            int version,
            BlobKey blobKey,
            long size,
            String mediaType,
            UserId ownerId,
            @Nullable OrganizationId organizationId,
            UUID worker,
            int attempt,
            BlobKey thumbnail) {}

    /** What was read in a version. */
    record Extracted(
            String text,
            @Nullable String language,
            @Nullable Integer pages,
            @Nullable StoredBlob thumbnail) {}

    /**
     * Queues a version that is new; its document is locked, or new as well. Its turn is {@link #STEP} later for each that the same owner
     * has waiting, up to {@link #MOST_STEPS}: who brings a thousand at once keeps nobody waiting for them, and waits no longer than that
     * for others.
     */
    void enqueue(DocumentId document, int version, Instant now);

    /**
     * Gives a version that is the current one all that became of an earlier one that had the same bytes: what was read, or why it
     * could not be. False if nothing became of that yet. The document is locked.
     */
    boolean share(DocumentId document, int earlier, int version, Instant now);

    /** Queues a version once more, with all its tries; false if it is being read, or waits to be. The document is locked. */
    boolean request(DocumentId document, int version, Instant now);

    /**
     * Claims the version that is due, or whose lease ran out, and whose turn is the first: it goes to one worker, and nobody waits for another.
     * Counts the try and sets the lease. The place of an earlier try's picture is given up.
     */
    Optional<Claimed> claim(UUID worker, BlobKey thumbnail, Instant now, Instant leaseUntil);

    /** Writes what was read; false if the claim is no longer this one, or the version is gone. */
    boolean complete(Claimed claimed, Extracted extracted, Instant now);

    /** Gives a version back for another try; false likewise. */
    boolean retry(Claimed claimed, Instant nextAttemptAt, String reason);

    /** Gives a version back as if it had not been claimed; false likewise. */
    boolean release(Claimed claimed);

    /** Gives a version up, and what was read in it before; false likewise. */
    boolean fail(Claimed claimed, String reason);

    /** The picture of a version. */
    Optional<StoredBlob> thumbnail(DocumentId document, int version);

    /** What was read in a version. */
    Optional<Extracted> find(DocumentId document, int version);

    /** What waits; nothing is counted beyond {@link ProcessingBacklog#MOST_COUNTED}. */
    ProcessingBacklog backlog(Instant now);
}
