package dev.tenon.ports.access.spi;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores roles, and who holds which (tables {@code roles}, {@code role_permissions}, {@code user_roles}). A role whose
 * permissions change has a new revision.
 */
public interface RoleStore {

    /** A permission of the catalogue. */
    record PermissionRow(PermissionId id, String name, String description) {}

    /** The names of the permissions that each role of the installation grants, by the role's name; also roles that grant none. */
    Map<String, Set<String>> grants();

    /**
     * Adds the permissions of Tenon's own that are missing, by name. One of this name that the embedding product had added
     * becomes Tenon's: tied to no feature, and granted by nobody, since it means something else from now on.
     */
    void addPermissions(List<PermissionRow> permissions, Instant now);

    /** Adds the grants that are missing to a role of the installation. */
    void addGrants(String roleName, Set<String> permissionNames, Instant now);

    /** Every role of the installation, by name. */
    List<Role> list();

    /** The roles of the installation, or of an organization, oldest first. */
    Page<Role> list(@Nullable OrganizationId organization, PageRequest page);

    /** The role, of the installation or of any organization. */
    Optional<Role> find(RoleId id);

    /** The role, its row locked until the commit: it is neither changed, deleted nor given to anybody before that. */
    Optional<Role> lock(RoleId id);

    /** The role of the installation of this name. */
    Optional<Role> findByName(String name);

    /** The role of this name, whatever the case of its letters. */
    Optional<Role> findByName(@Nullable OrganizationId organization, String name);

    /**
     * Adds a role with what it permits, unless the installation or the organization has so many already. Whoever else adds one
     * there waits.
     *
     * @return false if there are so many
     * @throws Refusal {@link RoleRefusal#NAME_TAKEN}
     */
    boolean insert(Role role, @Nullable UserId by, int most);

    /**
     * Writes name and description, sets {@code updatedAt}, raises the revision by one.
     *
     * @return the role as stored; empty if its revision is no longer the given role's
     * @throws Refusal {@link RoleRefusal#NAME_TAKEN}
     */
    Optional<Role> update(Role role, Instant now);

    /** Deletes a role; whoever held it holds it no more. */
    void delete(RoleId id);

    /** Deletes every role of an organization; whoever held one holds it no more. */
    void deleteAll(OrganizationId organization);

    /** Active accounts that hold a role of the installation which grants this, whatever their plan; the oldest, so many at most. */
    List<UserId> holdersOf(String permission, int most);

    /** How many accounts hold the role. */
    int countHolders(RoleId id);

    /** Lets the role permit this; false if it did already. */
    boolean grantPermission(RoleId id, PermissionId permission, @Nullable UserId by, Instant now);

    /** Lets the role permit this no more; false if it did not. */
    boolean revokePermission(RoleId id, PermissionId permission, Instant now);

    /** The roles of the installation that an account holds, by name. */
    List<Role> rolesOf(UserId userId);

    /** The roles of an organization that one of its members holds, by name; none for anybody else. */
    List<Role> rolesOf(UserId userId, OrganizationId organization);

    /** How many roles of an organization ({@code null}: of the installation) an account has been given. */
    int countRolesOf(UserId userId, @Nullable OrganizationId organization);

    /** What an account may now by its roles of the installation: what is tied to a plan's feature only if its plan has it. */
    Set<String> permissionsOf(UserId userId);

    /** What the roles of the installation that an account holds grant, whatever its plan. */
    Set<String> grantsOf(UserId userId);

    /** What the roles of an organization that one of its members holds grant, whatever its plan; nothing for anybody else. */
    Set<String> grantsOf(UserId userId, OrganizationId organization);

    /** Gives a role; false if the account held it already. */
    boolean assign(UserId userId, RoleId roleId, @Nullable UserId assignedBy, Instant now);

    /** Gives roles to an account that was made in the same unit of work, and so holds none. */
    void grant(UserId userId, Collection<RoleId> roleIds, @Nullable UserId assignedBy, Instant now);

    /** Takes a role away; false if the account did not hold it. */
    boolean unassign(UserId userId, RoleId roleId);
}
