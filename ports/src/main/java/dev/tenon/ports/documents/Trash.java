package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import org.jspecify.annotations.Nullable;

/**
 * Deleted documents. They no longer count against the quota, are seen only here, and are deleted for good after a while (see
 * {@link dev.tenon.ports.audit.Retention}), or as soon as there are more of them than the quota would hold: what was deleted first
 * goes first.
 */
public interface Trash {

    /**
     * What the caller deleted, or what an organization's members did, last first. Needs {@code documents:read}, and in an
     * organization to belong to it.
     *
     * @throws Refusal {@code organization-not-found}
     */
    Page<Document> list(Actor actor, @Nullable OrganizationId organization, PageRequest page);

    /**
     * Takes a document out of the trash, with its versions and whom it was shared with. Needs {@code documents:write}, and the
     * document must be the caller's.
     *
     * <p>Recorded as {@code document.restored}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link RequestRefusal#FORBIDDEN};
     *     {@link QuotaRefusal#STORAGE_EXCEEDED} and {@link QuotaRefusal#DOCUMENTS_EXCEEDED} if it no longer fits
     */
    Document restore(Actor actor, DocumentId id);

    /**
     * Deletes a document of the trash for good. Needs {@code documents:write}, and the document must be the caller's.
     *
     * <p>Recorded as {@code document.purged}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link RequestRefusal#FORBIDDEN}
     */
    void delete(Actor actor, DocumentId id);

    /**
     * Deletes everything in the caller's trash for good, or in an organization's. Needs {@code documents:write}, and for an
     * organization to run it.
     *
     * <p>Recorded as {@code trash.emptied}.
     *
     * @return how many documents were in it
     * @throws Refusal {@code organization-not-found}; {@link RequestRefusal#FORBIDDEN}
     */
    int empty(Actor actor, @Nullable OrganizationId organization);
}
