package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.util.function.Consumer;

/**
 * The bytes behind all documents, for whoever runs the installation. Each of these takes as long as there are documents, may be
 * broken off at any time, and runs beside servers at work.
 *
 * <p>What it is about a version of a document is found out by the version's row; what the store answers in error is told as
 * {@link DocumentRefusal#STORAGE_UNAVAILABLE}, with what was wrong in its detail.
 */
public interface Blobs {

    /**
     * Compares the store with the versions of all documents: finds blobs that are missing, that are not what they were, and that
     * belong to nothing. Changes nothing. Needs {@code blobs:read}.
     *
     * <p>Recorded as {@code blobs.checked}, with what was counted.
     *
     * @param contents whether every blob is read and its SHA-256 compared, and not its size alone
     * @param each told each finding as it comes
     * @throws Refusal {@link DocumentRefusal#STORAGE_UNAVAILABLE}
     */
    BlobCheck check(Actor actor, boolean contents, Consumer<BlobFinding> each, BlobProgress progress);

    /**
     * Copies the blob of every version into the store at another place, and reads the whole list again until nothing has come
     * meanwhile. What is there with the right size is passed over, so that it may be broken off and begun again. Every copy is
     * compared with the SHA-256 of its version; one that differs is not kept, and told as a finding, as is what is missing.
     * Needs {@code blobs:write}.
     *
     * <p>Recorded as {@code blobs.copied}, with what was counted.
     *
     * @param place as the installation's setting for the store says it, e.g. {@code file:/var/lib/tenon/blobs}
     * @throws Refusal {@link RequestRefusal#INVALID} for a place that is none, or is where the blobs are already;
     *     {@link DocumentRefusal#STORAGE_UNAVAILABLE}
     */
    BlobCopy copy(Actor actor, String place, Consumer<BlobFinding> each, BlobProgress progress);

    /**
     * Deletes from this store what was copied to another place; first, everything that is there is read and compared as
     * {@link #check} does. Nothing is deleted if anything is missing or corrupt there. What belongs to no version stays: it may be
     * an upload under way. Needs {@code blobs:write}.
     *
     * <p>Recorded as {@code blobs.removed}, with what was counted, before the first is deleted.
     *
     * @return what was found at the other place; if that is whole, all copies are the only ones now
     * @throws Refusal as {@link #copy}
     */
    BlobCheck removeCopied(Actor actor, String place, Consumer<BlobFinding> each, BlobProgress progress);
}
