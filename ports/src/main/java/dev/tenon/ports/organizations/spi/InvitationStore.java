package dev.tenon.ports.organizations.spi;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationFilter;
import dev.tenon.ports.organizations.MemberRole;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores invitations (table {@code invitations}), their tokens as digests. Of the units of work that change one, each by its
 * condition, one does.
 */
public interface InvitationStore {

    /**
     * What somebody offered.
     *
     * @param organization into this one; {@code null} for all
     * @param sentSince mailed then or later; {@code null} for whenever
     * @param roles as these
     */
    record Offers(
            UserId inviter,
            @Nullable OrganizationId organization,
            @Nullable Instant sentSince,
            Set<MemberRole> roles) {

        public Offers {
            roles = Set.copyOf(roles);
        }

        /** Everything. */
        public static Offers of(UserId inviter) {
            return new Offers(inviter, null, null, EnumSet.allOf(MemberRole.class));
        }

        /** Of these, those into this organization. */
        public Offers into(OrganizationId wanted) {
            return new Offers(inviter, wanted, sentSince, roles);
        }

        /** Of these, those that were mailed then or later. */
        public Offers since(Instant instant) {
            return new Offers(inviter, organization, instant, roles);
        }

        /** Of these, those to belong as one of these. */
        public Offers as(Set<MemberRole> wanted) {
            return new Offers(inviter, organization, sentSince, wanted);
        }
    }

    /**
     * Adds a pending invitation; whoever made it is not named if they are erased already.
     *
     * @return false if one to the same address is pending in the organization, expired or not
     */
    boolean insert(Invitation invitation, String digest);

    Optional<Invitation> find(InvitationId id);

    /** The invitation whose token has this digest, whatever became of it. */
    Optional<Invitation> findByDigest(String digest);

    /** The invitations that match as they read at this instant, newest first. */
    Page<Invitation> list(InvitationFilter filter, Instant now, PageRequest page);

    /** How many of an organization's can be accepted at this instant. Exact while the organization's row is locked. */
    int countPending(OrganizationId organization, Instant now);

    /**
     * Gives a pending or expired invitation a new token and a new term.
     *
     * @param by who sends it, and is the one that invites from now on; {@code null} for the installation
     * @return the invitation as stored; empty if it is neither any more, or another one to the address is pending
     */
    Optional<Invitation> renew(InvitationId id, String digest, @Nullable UserId by, Instant sentAt, Instant expiresAt);

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

    /** Marks pending ones among what somebody offered as revoked, at most {@code limit}; returns them. */
    List<Invitation> revoke(Offers offers, int limit);

    /** The same for what those offered whose account is not active any more. */
    List<Invitation> revokeOfInactive(int limit);

    /** Forgets every invitation into an organization; returns those that were pending, as revoked. */
    List<Invitation> deleteAll(OrganizationId organization);

    /** Forgets those that are not pending and whose last term ended before then, at most {@code limit}; returns how many. */
    int deleteOver(Instant before, int limit);

    /** Marks pending invitations whose term is over as expired, the oldest first, at most {@code limit}; returns them. */
    List<Invitation> expire(Instant now, int limit);

    /** The same for the one to this address in this organization. */
    Optional<Invitation> expire(OrganizationId organization, EmailAddress email, Instant now);
}
