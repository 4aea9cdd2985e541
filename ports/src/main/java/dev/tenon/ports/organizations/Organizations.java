package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import java.util.List;

/**
 * Organizations.
 *
 * <p>What somebody may about one comes from as what they belong to it: members read, owners and admins run it, owners alone hand
 * it over and delete it. An API key of theirs needs the scope {@code memberships:read} or {@code memberships:write} for it; a key
 * of the organization itself runs nothing ({@code api-key-not-here}). Besides, {@code organizations:read} and {@code
 * organizations:write} let the installation's administrators in from outside. For anybody else an organization does not exist
 * ({@link OrganizationRefusal#NOT_FOUND}). Handing over and deleting are refused in somebody else's name ({@code
 * impersonation-not-here}).
 */
public interface Organizations {

    /**
     * Founds an organization, with the caller as its one owner. Any person may whose address is verified.
     *
     * <p>Recorded as {@code organization.created} and {@code member.joined}.
     *
     * @throws Refusal {@link OrganizationRefusal#SLUG_TAKEN}; {@link OrganizationRefusal#TOO_MANY}; {@code request-invalid};
     *     {@code request-forbidden} before the address is verified
     */
    SeenOrganization create(Actor actor, NewOrganization organization);

    /**
     * The caller's own organizations, or with {@code organizations:read} everybody's, newest first. Who is no person has none of
     * their own, and has to ask for everybody's.
     */
    Page<SeenOrganization> list(Actor actor, OrganizationFilter filter, PageRequest page);

    /**
     * One organization. Its members may.
     *
     * @throws Refusal {@link OrganizationRefusal#NOT_FOUND}
     */
    SeenOrganization get(Actor actor, OrganizationId id);

    /**
     * Changes name, slug, look and storage limit. Its owners and admins may; the storage limit only with {@code
     * organizations:write}. A logo is a document of the caller's own.
     *
     * <p>Recorded as {@code organization.updated}, name, slug and look without their values; not if nothing changes.
     *
     * @throws Refusal {@link OrganizationRefusal#NOT_FOUND}; {@link OrganizationRefusal#SLUG_TAKEN}; {@code document-not-found} for
     *     the logo; {@code request-precondition-failed}; {@code request-invalid}
     */
    SeenOrganization update(Actor actor, OrganizationId id, OrganizationPatch patch, Expected expected);

    /**
     * What stands in the way of deleting it; nothing if it can go; at most a hundred for each reason. Its owners may.
     *
     * @throws Refusal {@link OrganizationRefusal#NOT_FOUND}
     */
    List<DeletionBlocker> blockers(Actor actor, OrganizationId id);

    /**
     * Deletes it, with its memberships, invitations, roles and keys; the audit trail stays. Its owners may.
     *
     * <p>Recorded as {@code organization.deleted}.
     *
     * @throws Refusal {@link OrganizationRefusal#NOT_FOUND}; {@link OrganizationRefusal#DELETION_BLOCKED} naming what; {@code
     *     request-precondition-failed}
     */
    void delete(Actor actor, OrganizationId id, Expected expected);

    /**
     * Hands it over: this member becomes an owner and the main one, and the main owner until then stays with this role. Its
     * owners may.
     *
     * <p>Recorded as {@code organization.owner-changed}, and {@code member.updated} for whose role changes.
     *
     * @throws Refusal {@link OrganizationRefusal#NOT_FOUND}; {@link MemberRefusal#NOT_FOUND}, also if the member's account is not
     *     active
     */
    SeenOrganization transfer(Actor actor, OrganizationId id, UserId toMember, MemberRole formerOwnersRole);
}
