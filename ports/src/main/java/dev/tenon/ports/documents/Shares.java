package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.util.UUID;

/**
 * With whom documents are shared. Of several shares that reach a person the strongest counts. Whoever a document is shared with may
 * share it on, with no more right and no longer than they have themselves; what was shared on ends with what it rests on. A document
 * has at most {@value #MOST} shares.
 */
public interface Shares {

    /** How many shares a document can have. */
    int MOST = 1_000;

    /**
     * With whom a document is shared, newest first: to who owns it all, to others what they shared on themselves. Needs
     * {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}
     */
    Page<Share> list(Actor actor, DocumentId id, PageRequest page);

    /**
     * Shares a document, or changes how it is shared with them. What rests on a share that is made weaker or shorter becomes so too.
     * Needs {@code documents:write}, and nobody does it in another's name. Sharing with an address is answered the same whether or not
     * somebody has it; whoever has is told by a notification.
     *
     * <p>Recorded as {@code document.shared}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@code account-not-found} and {@code organization-not-found};
     *     {@link ShareRefusal#BEYOND_OWN}, {@link ShareRefusal#WITH_OWNER}, {@link ShareRefusal#ALREADY_SHARED},
     *     {@link ShareRefusal#TOO_MANY}; {@link ShareRefusal#NOT_IN_PLAN}; {@link RequestRefusal#INVALID} for an end that has passed
     */
    Share share(Actor actor, DocumentId id, NewShare wanted);

    /**
     * Takes a share back, and all that rest on it. Needs {@code documents:write}; who owns the document may, who shared it, and the
     * person with whom it is shared.
     *
     * <p>Recorded as {@code document.unshared}.
     *
     * @param which the share, the person or the organization
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}, {@link ShareRefusal#NOT_FOUND}
     */
    void revoke(Actor actor, DocumentId id, UUID which);

    /** What is shared with the caller, or with organizations that the caller belongs to, newest first. Needs {@code documents:read}. */
    Page<SharedDocument> withMe(Actor actor, PageRequest page);
}
