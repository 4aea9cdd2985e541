package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;

/**
 * The contents that a document has had. Each counts against the quota of whose the document is, as long as it is kept; at most
 * {@value #MOST} are. Whoever may read the document may read all of them.
 */
public interface DocumentVersions {

    /** How many versions a document can have. */
    int MOST = 1_000;

    /**
     * Gives a document another content, which becomes its current one. Needs {@code documents:write} and the right to write it.
     * Of those who start from the same revision, one comes through.
     *
     * <p>Recorded as {@code document.version-added}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link RequestRefusal#FORBIDDEN} for who may only read;
     *     {@link RequestRefusal#PRECONDITION_FAILED}, which names the current version; {@link DocumentRefusal#TOO_MANY_VERSIONS};
     *     and what {@link Documents#upload} refuses about a file
     */
    Document add(Actor actor, DocumentId id, NewDocument content, Expected expected);

    /**
     * A document's versions, the newest first. Needs {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}
     */
    Page<DocumentVersion> list(Actor actor, DocumentId id, PageRequest page);

    /**
     * One version. Needs {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}, {@link DocumentRefusal#VERSION_NOT_FOUND}
     */
    DocumentVersion get(Actor actor, DocumentId id, int version);

    /**
     * A version's bytes, with the document described as of that version. Needs {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}, {@link DocumentRefusal#VERSION_NOT_FOUND}
     */
    DocumentContent content(Actor actor, DocumentId id, int version);

    /**
     * Makes the content of an earlier version the current one, as a new version that counts like any other. Needs
     * {@code documents:write} and the right to write the document.
     *
     * <p>Recorded as {@code document.version-restored}.
     *
     * @throws Refusal as {@link #add}; {@link DocumentRefusal#VERSION_NOT_FOUND}; {@link DocumentRefusal#VERSION_CURRENT};
     *     {@link QuotaRefusal#STORAGE_EXCEEDED}
     */
    Document restore(Actor actor, DocumentId id, int version, Expected expected);

    /**
     * Deletes an earlier version for good; its bytes are free in the same commit. Needs {@code documents:write}, and the document
     * must be the caller's.
     *
     * <p>Recorded as {@code document.version-deleted}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}, {@link DocumentRefusal#VERSION_NOT_FOUND};
     *     {@link DocumentRefusal#VERSION_CURRENT}; {@link RequestRefusal#FORBIDDEN}
     */
    void delete(Actor actor, DocumentId id, int version);
}
