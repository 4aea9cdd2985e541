package dev.tenon.ports.access.spi;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores roles, permissions and who holds which. */
public interface RoleStore {

    /** A permission of the catalogue. */
    record PermissionRow(PermissionId id, String name, String description) {}

    /** The names of the permissions that each role grants, by the role's name; also roles that grant none. */
    Map<String, Set<String>> grants();

    /** Adds the permissions that are missing, by name. */
    void addPermissions(List<PermissionRow> permissions);

    /** Adds the grants that are missing to a role. */
    void addGrants(String roleName, Set<String> permissionNames, Instant now);

    /** Every role, by name. */
    List<Role> list();

    Optional<Role> find(RoleId id);

    Optional<Role> findByName(String name);

    /** The roles that an account holds, by name. */
    List<Role> rolesOf(UserId userId);

    /** What the roles of an account permit. */
    Set<String> permissionsOf(UserId userId);

    /** Gives a role; false if the account held it already. */
    boolean assign(UserId userId, RoleId roleId, @Nullable UserId assignedBy, Instant now);

    /** Gives roles to an account that was made in the same unit of work, and so holds none. */
    void grant(UserId userId, Collection<RoleId> roleIds, @Nullable UserId assignedBy, Instant now);

    /** Takes a role away; false if the account did not hold it. */
    boolean unassign(UserId userId, RoleId roleId);
}
