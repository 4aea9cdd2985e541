package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;

/**
 * Who belongs to an organization. Whoever may read the organization may see its members; addresses, and whether somebody is
 * notified, are told to those who run it and to the member.
 *
 * <p>Owners may do everything; admins manage admins and members, but neither make an owner nor touch one. Nothing
 * that is done to an organization or by its owners leaves it without an owner whose account is active; banning accounts can, and then
 * whoever holds {@code organizations:write} makes another member an owner. What a member loses, the next request feels, on every server. For who may not read the
 * organization it does not exist ({@code organization-not-found}). Changing roles, removing and leaving are refused in somebody
 * else's name ({@code impersonation-not-here}).
 */
public interface Members {

    /**
     * The members, longest-standing first.
     *
     * @throws Refusal {@code organization-not-found}; {@code request-forbidden} for a search by who does not run it
     */
    Page<Member> list(Actor actor, OrganizationId organization, MemberFilter filter, PageRequest page);

    /**
     * One member.
     *
     * @throws Refusal {@code organization-not-found}; {@link MemberRefusal#NOT_FOUND}
     */
    Member get(Actor actor, OrganizationId organization, UserId member);

    /**
     * Changes a member's role, or whether the caller is notified. If the main owner becomes less than an owner, the
     * longest-standing other owner is the main one from then on.
     *
     * <p>Recorded as {@code member.updated}, and {@code organization.owner-changed} if so.
     *
     * @throws Refusal {@code organization-not-found}; {@link MemberRefusal#NOT_FOUND}; {@link MemberRefusal#LAST_OWNER}; {@code
     *     request-precondition-failed}
     */
    Member update(Actor actor, OrganizationId organization, UserId member, MemberPatch patch, Expected expected);

    /**
     * Ends a membership, also the caller's own. Roles in the organization go with it. If the main owner goes, the longest-standing
     * other owner is the main one from then on.
     *
     * <p>Recorded as {@code member.left} by the member and {@code member.removed} by others, and {@code
     * organization.owner-changed} if so.
     *
     * @throws Refusal {@code organization-not-found}; {@link MemberRefusal#NOT_FOUND}; {@link MemberRefusal#LAST_OWNER}
     */
    void remove(Actor actor, OrganizationId organization, UserId member);
}
