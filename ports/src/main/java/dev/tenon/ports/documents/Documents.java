package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;

/** Files of people. What the caller may not see does not exist for the caller. */
public interface Documents {

    /**
     * Stores a file for the caller. Needs {@code documents:write}. The bytes are reserved in the quota as they come, durable
     * before the document exists, and given back if anything fails: nothing half is ever visible or counted.
     *
     * <p>Recorded as {@code document.uploaded}.
     *
     * @throws Refusal {@link DocumentRefusal#TOO_LARGE} for a file beyond the plan's upload size or its whole storage;
     *     {@link QuotaRefusal#STORAGE_EXCEEDED} and {@link QuotaRefusal#DOCUMENTS_EXCEEDED} for one that no longer fits;
     *     {@link DocumentRefusal#EMPTY}; {@link DocumentRefusal#INCOMPLETE} if fewer or more bytes came than declared;
     *     {@link DocumentRefusal#STORAGE_UNAVAILABLE}; {@link RequestRefusal#INVALID} for the name
     */
    Document upload(Actor actor, NewDocument upload);

    /** The caller's documents, newest first. Needs {@code documents:read}. */
    Page<Document> list(Actor actor, DocumentFilter filter, PageRequest page);

    /**
     * One of the caller's documents. Needs {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}
     */
    Document get(Actor actor, DocumentId id);

    /**
     * The bytes of one of the caller's documents. Needs {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}
     */
    DocumentContent content(Actor actor, DocumentId id);

    /**
     * Gives one of the caller's documents another name. Needs {@code documents:write}.
     *
     * <p>Recorded as {@code document.renamed}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link RequestRefusal#PRECONDITION_FAILED};
     *     {@link RequestRefusal#INVALID}
     */
    Document rename(Actor actor, DocumentId id, String fileName, Expected expected);

    /**
     * Deletes one of the caller's documents; its bytes are free in the same commit. Needs {@code documents:write}.
     *
     * <p>Recorded as {@code document.deleted}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link RequestRefusal#PRECONDITION_FAILED}
     */
    void delete(Actor actor, DocumentId id, Expected expected);
}
