package dev.tenon.ports.access;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Roles, what they permit, and who holds them.
 *
 * <p>Roles of the installation are read with {@code roles:read} and changed with {@code roles:write}. Those of an organization
 * count inside it alone and for its members alone; besides, its owners and admins manage them, in person: not with an API key,
 * and nobody else in their name. For whoever may not read a role it does not exist ({@link RoleRefusal#NOT_FOUND}).
 *
 * <p>Nobody makes, changes, gives or takes a role that permits more than they may themselves
 * ({@link RoleRefusal#BEYOND_YOURS}); inside an organization that is what they may there. Every change counts from the next
 * request on, on every server.
 */
public interface Roles {

    /** How many roles the installation, and each organization, can have. */
    int MOST_ROLES = 1_000;

    /** How many roles one person can be given. */
    int MOST_HELD = 200;

    /**
     * The roles of the installation, or of an organization, oldest first: the built-in ones come first.
     *
     * @throws Refusal {@code organization-not-found}, also if the caller may not manage its roles
     */
    Page<Role> list(Actor actor, @Nullable OrganizationId organization, PageRequest page);

    /**
     * The role of this name, whatever the case of its letters. Who lists may.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}; {@code organization-not-found}
     */
    Role named(Actor actor, @Nullable OrganizationId organization, String name);

    /**
     * One role.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}
     */
    Role get(Actor actor, RoleId id);

    /**
     * Makes a role.
     *
     * <p>Recorded as {@code role.created}.
     *
     * @throws Refusal {@link RoleRefusal#NAME_TAKEN}; {@link RoleRefusal#BEYOND_YOURS}; {@link RoleRefusal#TOO_MANY};
     *     {@link RoleRefusal#NOT_FOR_ORGANIZATIONS}; {@code permission-not-found}; {@code organization-not-found};
     *     {@code request-invalid}
     */
    Role create(Actor actor, NewRole role);

    /**
     * Renames a role, or describes it anew.
     *
     * <p>Recorded as {@code role.updated}.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}; {@link RoleRefusal#BUILT_IN} for another name of a built-in one;
     *     {@link RoleRefusal#NAME_TAKEN}; {@link RoleRefusal#BEYOND_YOURS}; {@code request-precondition-failed};
     *     {@code request-invalid}
     */
    Role update(Actor actor, RoleId id, RolePatch patch, Expected expected);

    /**
     * Deletes a role. One that is held is refused, saying how many hold it, unless it is to go although it is held: then they
     * hold it no more.
     *
     * <p>Recorded as {@code role.deleted}.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}; {@link RoleRefusal#BUILT_IN}; {@link RoleRefusal#STILL_HELD};
     *     {@link RoleRefusal#BEYOND_YOURS}; {@code request-precondition-failed}
     */
    void delete(Actor actor, RoleId id, boolean evenIfHeld, Expected expected);

    /**
     * Lets a role permit this; doing it twice changes nothing.
     *
     * <p>Recorded as {@code role.permission-granted}.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}; {@link RoleRefusal#BEYOND_YOURS};
     *     {@link RoleRefusal#NOT_FOR_ORGANIZATIONS}; {@code permission-not-found}
     */
    Role grant(Actor actor, RoleId id, PermissionId permission);

    /**
     * Lets a role permit this no more; doing it twice changes nothing.
     *
     * <p>Recorded as {@code role.permission-revoked}.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}; {@link RoleRefusal#BUILT_IN} for the role admin, which keeps every
     *     permission; {@link RoleRefusal#BEYOND_YOURS}; {@code permission-not-found}
     */
    Role revoke(Actor actor, RoleId id, PermissionId permission);

    /** The roles of the installation that an account holds, by name. One's own, or any with {@code roles:read}. */
    List<Role> rolesOf(Actor actor, UserId userId);

    /**
     * The roles of an organization that a member holds, by name. One's own; or any member's, for whoever reads the
     * organization's roles. For somebody who is no member there are none.
     *
     * @throws Refusal {@code organization-not-found}
     */
    List<Role> rolesOf(Actor actor, UserId userId, OrganizationId organization);

    /**
     * Gives a role; giving it twice changes nothing.
     *
     * <p>Recorded as {@code role.assigned}.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}; {@link RoleRefusal#BEYOND_YOURS}; {@link RoleRefusal#NOT_A_MEMBER};
     *     {@link RoleRefusal#TOO_MANY}; {@code account-not-found}
     */
    void assign(Actor actor, UserId userId, RoleId roleId);

    /**
     * Takes a role away; taking what is not held changes nothing.
     *
     * <p>Recorded as {@code role.unassigned}.
     *
     * @throws Refusal {@link RoleRefusal#NOT_FOUND}; {@link RoleRefusal#BEYOND_YOURS}; {@link RoleRefusal#NOT_A_MEMBER};
     *     {@code account-not-found}; {@code account-last-admin} if no active administrator would remain
     */
    void unassign(Actor actor, UserId userId, RoleId roleId);
}
