package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of people and organizations. An organization's are read and written by all its members; who runs it, and who brought a
 * document in, own it. A document can be shared with others ({@link Shares}). What the caller may not see does not exist for the caller.
 */
public interface Documents {

    /**
     * Stores a file for the caller, or for an organization that the caller belongs to. Needs {@code documents:write}. The bytes are
     * reserved in the quota as they come, durable before the document exists, and given back if anything fails: nothing half is
     * ever visible or counted.
     *
     * <p>Recorded as {@code document.uploaded}.
     *
     * @throws Refusal {@link DocumentRefusal#TOO_LARGE} for a file beyond the plan's upload size or its whole storage;
     *     {@link QuotaRefusal#STORAGE_EXCEEDED} and {@link QuotaRefusal#DOCUMENTS_EXCEEDED} for one that no longer fits;
     *     {@link DocumentRefusal#EMPTY}; {@link DocumentRefusal#INCOMPLETE} if fewer or more bytes came than declared;
     *     {@link DocumentRefusal#TYPE_MISMATCH} if its first bytes contradict its ending or what is claimed;
     *     {@link DocumentRefusal#STORAGE_UNAVAILABLE}; {@link RequestRefusal#INVALID} for the name;
     *     {@code organization-not-found}
     */
    Document upload(Actor actor, NewDocument upload);

    /**
     * The caller's own documents, or those of an organization that the caller belongs to, newest first. Needs
     * {@code documents:read}.
     *
     * @throws Refusal {@code organization-not-found}
     */
    Page<Document> list(Actor actor, DocumentFilter filter, PageRequest page);

    /**
     * A document that the caller may read. Needs {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}
     */
    Document get(Actor actor, DocumentId id);

    /**
     * The bytes of a document that the caller may read. Needs {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}
     */
    DocumentContent content(Actor actor, DocumentId id);

    /**
     * Several documents that the caller may read, as one zip, each under its own name made safe; of those that would have the same
     * name, later ones are numbered. Reading it counts as a download of each. Needs {@code documents:read}.
     *
     * @param ids from 1 to {@value DocumentArchive#MOST} of them
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND} if there is any that the caller may not read;
     *     {@link DocumentRefusal#ARCHIVE_TOO_LARGE}; {@link RequestRefusal#INVALID} for how many they are
     */
    DocumentArchive archive(Actor actor, List<DocumentId> ids);

    /**
     * Gives a document another name or other tags. Needs {@code documents:write} and the right to write it.
     *
     * <p>Recorded as {@code document.renamed} or {@code document.tagged}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link RequestRefusal#FORBIDDEN} for who may only read;
     *     {@link RequestRefusal#PRECONDITION_FAILED}; {@link RequestRefusal#INVALID}; {@link DocumentRefusal#TYPE_MISMATCH} if
     *     the new ending contradicts what the document is
     */
    Document update(Actor actor, DocumentId id, DocumentPatch patch, Expected expected);

    /**
     * Moves a document with its versions to an organization that the caller belongs to, or makes an organization's document the
     * caller's own. Both quotas change in one commit. Needs {@code documents:write}, and the document must be the caller's. With
     * whom the caller shared it stays; what others shared because they owned it or belonged to its organization ends.
     *
     * <p>Recorded as {@code document.moved}.
     *
     * @param organization to which; {@code null} for the caller
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@code organization-not-found}; {@link RequestRefusal#FORBIDDEN};
     *     {@link RequestRefusal#PRECONDITION_FAILED}; {@link QuotaRefusal#STORAGE_EXCEEDED} and
     *     {@link QuotaRefusal#DOCUMENTS_EXCEEDED}
     */
    Document move(Actor actor, DocumentId id, @Nullable OrganizationId organization, Expected expected);

    /**
     * Puts a document into the trash ({@link Trash}); its bytes are free in the same commit. Needs {@code documents:write}, and the
     * document must be the caller's.
     *
     * <p>Recorded as {@code document.deleted}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link RequestRefusal#FORBIDDEN};
     *     {@link RequestRefusal#PRECONDITION_FAILED}
     */
    void delete(Actor actor, DocumentId id, Expected expected);
}
