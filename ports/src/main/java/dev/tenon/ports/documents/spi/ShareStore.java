package dev.tenon.ports.documents.spi;

import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.SharedDocument;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores with whom documents are shared (table {@code document_sharing}). Whoever writes has locked the document. */
public interface ShareStore {

    /** Shares of a document, newest first; with a person, only what that person granted. */
    Page<Share> list(DocumentId document, @Nullable UserId grantedBy, PageRequest page);

    /** How a document is shared with somebody. */
    Optional<Share> find(DocumentId document, Grantee with);

    /** The share, or how it is shared with the person or organization of this id, who were not named by an address. */
    Optional<Share> find(DocumentId document, UUID which);

    /** Whether a share is with this person, however it names them. */
    boolean isWith(Share share, UserId person);

    /** The strongest share that reaches a person now: to write before to read, and of those the one that lasts longest. */
    Optional<Share> strongest(DocumentId document, UserId person, Instant now);

    /** How many shares a document has. */
    int count(DocumentId document);

    /**
     * Adds a share, or sets right, end, granter and parent of how it is shared with them already.
     *
     * @param account of who has the address that the share names; {@code null} if nobody has, or it names no address
     */
    void put(Share share, @Nullable UserId account);

    /** Makes what rests on a share no stronger and no longer than it, however deep. */
    void cap(Share share);

    /** Deletes a share and all that rest on it; returns how many. */
    int delete(Share share);

    /** Deletes what a person shared on because of an organization that the person no longer belongs to. */
    int deleteGrantedAsMember(OrganizationId organization, UserId person);

    /** Deletes what others than this person shared because they owned the document or belonged to its organization. */
    int deleteGrantedByOthers(DocumentId document, UserId owner);

    /** Gives a person what was shared with an address that is theirs now. */
    void adopt(EmailAddress email, UserId person);

    /** What is shared with a person or the person's organizations now, newest first, without what is the person's own. */
    Page<SharedDocument> with(UserId person, Instant now, PageRequest page);
}
