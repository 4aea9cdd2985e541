package dev.tenon.ports.organizations.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Seats;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores who belongs to an organization (table {@code organization_members}). Changes are made under {@link
 * OrganizationStore#lock}. At a commit, the main owner has to be a member with the role owner.
 */
public interface MemberStore {

    /** What became of somebody who wanted to join. */
    enum Joining {
        JOINED,
        /** The person belongs to it already; nothing changed. */
        ALREADY_THERE,
        /** Every seat is taken; nothing changed. */
        NO_SEAT,
        /** There is no such organization. */
        NO_ORGANIZATION
    }

    /** As what somebody belongs to an organization; empty if they do not, or there is no such organization. */
    Optional<MemberRole> roleOf(OrganizationId organization, UserId member);

    /**
     * The same, the membership locked until the commit: it is neither changed nor ended before that. Others may lock it so at the
     * same time.
     */
    Optional<MemberRole> lockRoleOf(OrganizationId organization, UserId member);

    /** Whether there is such an organization. */
    boolean organizationExists(OrganizationId organization);

    /**
     * Makes somebody a member, notified of what happens there, if a seat is free: locks the organization until the commit, so
     * that of those who want the last seat one gets it.
     *
     * @param id of the new row
     * @param seatsWithoutPlan how many seats there are if no subscription of the organization gives what its plan adds (on
     *     trial, active or past due); {@code null} for no limit
     */
    Joining join(
            UUID id,
            OrganizationId organization,
            UserId person,
            MemberRole role,
            @Nullable Integer seatsWithoutPlan,
            Instant now);

    /** How many seats there are, and how many are taken. */
    Seats seats(OrganizationId organization, @Nullable Integer withoutPlan);

    /** The member, with address and name. */
    Optional<Member> find(OrganizationId organization, UserId member);

    /** The members that match, longest-standing first ({@code joinedAt}, {@code userId} ascending), with addresses and names. */
    Page<Member> list(OrganizationId organization, MemberFilter filter, PageRequest page);

    /** Writes role and {@code notificationsEnabled}, raises the revision by one; empty if the revision moved on. */
    Optional<Member> update(Member member);

    /** Ends a membership, and takes the organization's roles from who had it; false if there was none. */
    boolean remove(OrganizationId organization, UserId member);

    /** The longest-standing owner whose account is active, leaving this one out. */
    Optional<UserId> longestStandingOwner(OrganizationId organization, UserId except);
}
