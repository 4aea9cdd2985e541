package dev.tenon.ports.documents.spi;

import dev.tenon.ports.documents.ShareLink;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.ShareLinkId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores links to documents (table {@code share_links}). Whoever adds one has locked the document. A link goes with its document and
 * with the share that it rests on; it ends no later than that share, however that is changed.
 */
public interface ShareLinkStore {

    /** Adds a link. */
    void insert(ShareLink link, String tokenDigest);

    /** Links of a document, newest first; with a person, only what that person made. */
    Page<ShareLink> list(DocumentId document, @Nullable UserId createdBy, PageRequest page);

    Optional<ShareLink> find(DocumentId document, ShareLinkId id);

    /** The link with this digest, however it ended, if who made it has an account that is in use. */
    Optional<ShareLink> findByDigest(String tokenDigest);

    /** How many links of a document work now, as far as they themselves and what they rest on tell. */
    int countLive(DocumentId document, Instant now);

    /** Counts a download by one conditional update; false if the link ended, was taken back or is used up. */
    boolean use(ShareLinkId id, Instant now);

    /** Takes back that a download was counted of which no byte went out; false if none is counted. */
    boolean giveBack(ShareLinkId id);

    /** Takes a link back; false if it was before. */
    boolean revoke(ShareLinkId id, Instant now);

    /** Deletes what a person made because of an organization that the person no longer belongs to. */
    int deleteMadeAsMember(OrganizationId organization, UserId person);

    /** Deletes what others than this person made because they owned the document or belonged to its organization. */
    int deleteMadeByOthers(DocumentId document, UserId owner);

    /** Deletes links that ended before then, or the share that they rest on did, at most {@code limit}; returns how many. */
    int deleteEnded(Instant before, int limit);

    /** Deletes links of a document that ended, but for those among its newest {@code kept}; returns how many. */
    int deleteEnded(DocumentId document, int kept, Instant now);
}
