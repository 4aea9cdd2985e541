package dev.tenon.ports.documents.spi;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaDrift;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts storage (tables {@code storage_quotas}, {@code storage_holds}, {@code blob_deletions}). Every blob there is
 * belongs to a hold, to a part of an upload, to a document version, or to a pending deletion.
 */
public interface QuotaStore {

    /**
     * An upload in flight: what it reserved and where its bytes go.
     *
     * @param documents 1 for a new document, 0 for another version of one
     */
    record Hold(UUID id, SubjectId subject, BlobKey blobKey, long bytes, int documents, Instant expiresAt) {}

    /**
     * How full a quota is, in the steps that {@link #step} counts, and of which step its owner was told last.
     */
    record Filling(SubjectId subject, int storage, int storageTold, int documents, int documentsTold) {}

    /**
     * 100 for what is used up, 80 for what is four fifths used, otherwise 0; also where nothing limits, or nothing is granted. A step that
     * the owner was told of is left a tenth below it: at 90 and at 70.
     */
    static int step(long used, @Nullable Long most, int told) {
        if (most == null || most == 0) {
            return 0;
        }
        if (used >= most || (told == 100 && used * 10 >= most * 9)) {
            return 100;
        }
        return used * 5 >= most * 4 || (told >= 80 && used * 10 >= most * 7) ? 80 : 0;
    }

    /**
     * Quotas that reached a step since their owners were told, or left one of which they were told before an instant; their rows locked
     * until the commit and skipped by others.
     */
    List<Filling> lockFilled(Instant toldBefore, int limit);

    /** Notes of which steps the owner knows, and since when if there is a higher one. */
    void told(SubjectId subject, int storage, int documents, Instant now);

    /** Opens a person's quota, or sets the limits of the one there is. */
    void open(UUID id, UserId userId, @Nullable Long maxBytes, @Nullable Long maxDocuments, Instant now);

    /** Opens an organization's quota, or sets the limits of the one there is. */
    void open(
            UUID id, OrganizationId organizationId, @Nullable Long maxBytes, @Nullable Long maxDocuments, Instant now);

    Optional<Quota> find(SubjectId subject);

    /** The quota, its row locked until the commit. */
    Optional<Quota> lock(SubjectId subject);

    /** Sets the limits of the quota there is. */
    void limit(SubjectId subject, @Nullable Long maxBytes, @Nullable Long maxDocuments, Instant now);

    /** Forgets the quota of an organization that stores nothing any more. */
    void close(OrganizationId organizationId);

    /** Reserves the hold's bytes and documents, by one conditional update; false if either does not fit or no quota is open. */
    boolean reserve(Hold hold, Instant now);

    /** Reserves so many more bytes for a hold; false if they do not fit or the hold is gone. */
    boolean extend(UUID holdId, long moreBytes, Instant expiresAt, Instant now);

    /** Turns a hold into used bytes, at most as many as it holds; false if the hold is gone. */
    boolean commit(UUID holdId, long usedBytes, Instant now);

    /** Gives a hold back and asks for the deletion of its blob; false if the hold is gone. */
    boolean release(UUID holdId, Instant now);

    /** Quotas that do not say what is stored, as of one instant. */
    List<QuotaDrift> drifted(int limit);

    /**
     * Makes a quota say what is stored, its row locked: who changes either waits, and adds to what is right.
     *
     * @return what it said before, if that was something else
     */
    Optional<QuotaDrift> recount(SubjectId subject, Instant now);

    /** Uses so much more, by one conditional update; false if it does not fit or no quota is open. */
    boolean take(SubjectId subject, long bytes, long documents, Instant now);

    /** Gives used bytes and documents back. */
    void free(SubjectId subject, long bytes, long documents, Instant now);

    /** Asks for the deletion of blobs that no row needs any more. */
    void discard(List<BlobKey> blobKeys, Instant now);

    /**
     * Holds that expired and are of no upload in pieces, their rows locked until the commit and skipped by others. Ordered by whose they are, so that
     * those who release them lock the quotas in one order.
     */
    List<Hold> lockExpiredHolds(Instant now, int limit);

    /**
     * Claims blobs to delete that are due, and puts them off until {@code retryAt} should the deletion fail. Each goes to
     * one caller, and nobody waits for another.
     */
    List<BlobKey> claimDeletions(Instant now, Instant retryAt, int limit);

    /** Forgets a deletion that was done. Needs no unit of work. */
    void deletionDone(BlobKey blobKey);

    /** Of these blobs, in their order, those that no hold, part, version or pending deletion knows. */
    List<BlobKey> unknown(List<BlobKey> blobKeys);
}
