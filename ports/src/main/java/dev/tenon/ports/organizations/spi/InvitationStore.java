package dev.tenon.ports.organizations.spi;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores invitations (table {@code invitations}), their tokens as digests. Of the units of work that change one, each by its
 * condition, one does.
 */
public interface InvitationStore {

    /** Adds a pending invitation; false if one to the same address is pending in the organization, expired or not. */
    boolean insert(Invitation invitation, String digest);

    Optional<Invitation> find(InvitationId id);

    /** The invitation whose token has this digest, whatever became of it. */
    Optional<Invitation> findByDigest(String digest);

    /** The invitations that match as they read at this instant, newest first. */
    Page<Invitation> list(InvitationFilter filter, Instant now, PageRequest page);

    /** How many of an organization's can be accepted at this instant. Exact while the organization's row is locked. */
    int countPending(OrganizationId organization, Instant now);

    /** When the last mail of this organization went to the address; empty if none did. */
    Optional<Instant> lastSent(OrganizationId organization, EmailAddress email);

    /** How many invitations of all organizations were mailed to the address since then. */
    int countSent(EmailAddress email, Instant since);

    /**
     * Gives a pending or expired invitation a new token and a new term.
     *
     * @return the invitation as stored; empty if it is neither any more, or another one to the address is pending
     */
    Optional<Invitation> renew(InvitationId id, String digest, Instant sentAt, Instant expiresAt);

    /**
     * Marks a pending invitation as accepted by this account, if it can be accepted at this instant.
     *
     * @param digest its token's; {@code null} for any
     * @return the invitation as stored; empty if somebody else was first, the token is another by now, or it has expired
     */
    Optional<Invitation> accept(InvitationId id, @Nullable String digest, UserId by, Instant now);

    /** The same for declining it. */
    Optional<Invitation> decline(InvitationId id, @Nullable String digest, Instant now);

    /** Marks a pending or expired invitation as revoked; empty if it is neither any more. */
    Optional<Invitation> revoke(InvitationId id);

    /**
     * Marks every pending invitation that somebody made as revoked; returns them.
     *
     * @param organization those into this one; {@code null} for all
     */
    List<Invitation> revokeBy(UserId inviter, @Nullable OrganizationId organization);

    /** Forgets every invitation into an organization; returns those that were pending, as revoked. */
    List<Invitation> deleteAll(OrganizationId organization);

    /** Marks pending invitations whose term is over as expired, the oldest first, at most {@code limit}; returns them. */
    List<Invitation> expire(Instant now, int limit);

    /** The same for the one to this address in this organization. */
    Optional<Invitation> expire(OrganizationId organization, EmailAddress email, Instant now);
}
