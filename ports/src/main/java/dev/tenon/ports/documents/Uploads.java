package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UploadId;

/**
 * Files that come in pieces, over connections that break. An upload belongs to who began it; for others there is none. Once all
 * bytes came it becomes a document, or a version of one, as every upload does; the space for it is reserved when it begins.
 */
public interface Uploads {

    /** How many uploads a person has open at once. */
    int MOST_OPEN = 100;

    /** Of how many pieces an upload is put together. */
    int MOST_PIECES = 1_000;

    /**
     * Begins an upload, and reserves its whole size for a day; each piece that comes puts the end off, up to a week from here.
     * Of versions of one document a person sends one: who begins another gives up the one before. It ends when the person may no
     * longer write the document, and when that is moved or goes into the trash. Needs {@code documents:write}.
     *
     * <p>Recorded as {@code upload.created}, and as {@code upload.ended} for one that was given up.
     *
     * @throws Refusal {@link DocumentRefusal#EMPTY}; {@link DocumentRefusal#TOO_LARGE} for a file beyond the plan's upload size or
     *     its whole storage; {@link QuotaRefusal#STORAGE_EXCEEDED} and {@link QuotaRefusal#DOCUMENTS_EXCEEDED} for one that no
     *     longer fits; {@link UploadRefusal#TOO_MANY_OPEN}; {@link RequestRefusal#INVALID} for the name;
     *     {@code organization-not-found}; for a new version also {@link DocumentRefusal#NOT_FOUND},
     *     {@link DocumentRefusal#TOO_MANY_VERSIONS}, {@link RequestRefusal#FORBIDDEN} and {@link RequestRefusal#PRECONDITION_FAILED}
     */
    Upload create(Actor actor, NewUpload upload);

    /**
     * Goes on with an upload of the caller's. What came is durable when this returns; if the stream broke, what came before that.
     * Whoever goes on with an upload takes it over from who did before: that one is refused, and what of it was not durable is gone.
     * With the last byte the document is made in the same call; should the server die just then, a job makes it. Needs
     * {@code documents:write}.
     *
     * <p>Recorded as what is made of it: {@code document.uploaded} or {@code document.version-added}; as {@code upload.ended} if
     * that is refused.
     *
     * @throws Refusal {@link UploadRefusal#NOT_FOUND}; {@link UploadRefusal#ENDED}; {@link UploadRefusal#OFFSET_MISMATCH};
     *     {@link UploadRefusal#BEYOND_SIZE}; {@link UploadRefusal#CHECKSUM_MISMATCH}; {@link UploadRefusal#TAKEN_OVER};
     *     {@link UploadRefusal#TOO_MANY_PIECES}; {@link DocumentRefusal#STORAGE_UNAVAILABLE}; and what
     *     {@link Documents#upload} and {@link DocumentVersions#add} refuse once the bytes are there
     */
    Upload append(Actor actor, UploadId id, UploadPiece piece);

    /** The caller's uploads, the newest first: open ones, and for a week those that are over. Needs {@code documents:write}. */
    Page<Upload> list(Actor actor, PageRequest page);

    /**
     * An upload of the caller's that goes on, or that became a document. Needs {@code documents:write}.
     *
     * @throws Refusal {@link UploadRefusal#NOT_FOUND}; {@link UploadRefusal#ENDED}
     */
    Upload get(Actor actor, UploadId id);

    /**
     * Gives an upload of the caller's up; its space is free in the same commit. Needs {@code documents:write}.
     *
     * <p>Recorded as {@code upload.ended}.
     *
     * @throws Refusal {@link UploadRefusal#NOT_FOUND}; {@link UploadRefusal#ENDED}; {@link UploadRefusal#DONE}
     */
    void terminate(Actor actor, UploadId id);
}
