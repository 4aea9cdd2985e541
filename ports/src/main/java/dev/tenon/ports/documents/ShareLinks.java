package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.ShareLinkId;
import org.jspecify.annotations.Nullable;

/**
 * Links with which people without an account download a document. Whoever may read a document may make them; a link opens no more and
 * no longer than who made it may read, and ends with what their right rests on. In the trash a document has links that do not work. A
 * document has at most {@value #MOST} links that work; ended ones are kept for 30 days, as far as they are among its newest
 * {@value #MOST}.
 */
public interface ShareLinks {

    /** How many links a document can have that work. */
    int MOST = 1_000;

    /**
     * A document's links, newest first, with those that ended: to who owns it all, to others what they made themselves. Needs
     * {@code documents:read}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}
     */
    Page<ListedShareLink> list(Actor actor, DocumentId id, PageRequest page);

    /**
     * Makes a link. Its token is told this once; at rest there is its digest. Needs {@code documents:write} and the right to read the
     * document.
     *
     * <p>Recorded as {@code document.link-created}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link ShareRefusal#BEYOND_OWN} if it would outlive the right of who makes it;
     *     {@link ShareLinkRefusal#TOO_MANY}; {@link ShareRefusal#NOT_IN_PLAN}; {@link RequestRefusal#INVALID}; {@code password-hashing-busy}
     */
    IssuedShareLink create(Actor actor, DocumentId id, NewShareLink wanted);

    /**
     * Ends a link: for who made it, and who owns the document. Needs {@code documents:write}.
     *
     * <p>Recorded as {@code document.link-revoked}.
     *
     * @throws Refusal {@link DocumentRefusal#NOT_FOUND}; {@link ShareLinkRefusal#NOT_FOUND}, also if it was ended before
     */
    void revoke(Actor actor, DocumentId id, ShareLinkId link);

    /**
     * What is behind a link. For everybody who has its token; counts nothing.
     *
     * @throws Refusal {@link ShareLinkRefusal#CLOSED}, whatever is wrong; {@link ShareLinkRefusal#THROTTLED};
     *     {@code password-hashing-busy}
     */
    LinkedDocument open(Actor actor, String token, @Nullable String password);

    /**
     * The content behind a link, as it is now. Counts as a download before the first byte; of any number who ask at once, no more get
     * it than the link lets. What cannot be opened then, with its storage away, is given back; the bytes are opened once. For everybody
     * who has its token.
     *
     * <p>Recorded as {@code document.link-downloaded}, and in the usage of who made the link.
     *
     * @throws Refusal as {@link #open}
     */
    DocumentContent download(Actor actor, String token, @Nullable String password);

    /** How long links that ended are listed, in days. */
    int DAYS_KEPT = 30;
}
