package dev.tenon.jdbi.access;

import static java.util.stream.Collectors.toMap;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code roles}, {@code permissions}, {@code role_permissions}, {@code user_roles}; roles of everyone only. */
final class JdbiRoleStore implements RoleStore {

    private static final RowMapper<Role> ROLE = (row, context) -> new Role(
            new RoleId(Columns.uuid(row, "role_id")),
            Columns.text(row, "role_name"),
            row.getString("description"),
            row.getBoolean("built_in"),
            Set.copyOf(Columns.texts(row, "permissions")));

    private static final String SELECT = """
            SELECT r.role_id, r.role_name, r.description, r.built_in,
                ARRAY(SELECT p.permission_name
                      FROM role_permissions rp
                      JOIN permissions p ON p.id = rp.permission_id
                      WHERE rp.role_id = r.role_id) AS permissions
            FROM roles r
            """;

    private static final Write GRANT = Write.of("""
            INSERT INTO user_roles (user_id, role_id, assigned_by, assigned_at)
            VALUES (:userId, :roleId, :assignedBy, :now)
            """);

    private final Handles handles;

    JdbiRoleStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Map<String, Set<String>> grants() {
        return list().stream().collect(toMap(Role::name, Role::permissions));
    }

    @Override
    public void addPermissions(List<PermissionRow> permissions) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO permissions (id, permission_name, description, built_in)
                        SELECT id, name, description, TRUE
                        FROM unnest(:ids, :names, :descriptions) AS catalogue (id, name, description)
                        ON CONFLICT (permission_name) DO NOTHING
                        """)
                .bindArray(
                        "ids",
                        UUID.class,
                        permissions.stream().map(row -> row.id().value()).toList())
                .bindArray(
                        "names",
                        String.class,
                        permissions.stream().map(PermissionRow::name).toList())
                .bindArray(
                        "descriptions",
                        String.class,
                        permissions.stream().map(PermissionRow::description).toList())
                .execute());
    }

    @Override
    public void addGrants(String roleName, Set<String> permissionNames, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO role_permissions (role_id, permission_id, assigned_at)
                        SELECT r.role_id, p.id, :now
                        FROM roles r
                        CROSS JOIN permissions p
                        WHERE r.organization_id IS NULL AND lower(r.role_name) = lower(:role)
                          AND p.permission_name = ANY (:permissions)
                        ON CONFLICT (role_id, permission_id) DO NOTHING
                        """)
                .bind("role", roleName)
                .bindArray("permissions", String.class, permissionNames)
                .bind("now", now)
                .execute());
    }

    @Override
    public List<Role> list() {
        return handles.read(
                handle -> handle.createQuery(SELECT + "WHERE r.organization_id IS NULL ORDER BY r.role_name, r.role_id")
                        .map(ROLE)
                        .list());
    }

    @Override
    public Optional<Role> find(RoleId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE r.organization_id IS NULL AND r.role_id = :id")
                .bind("id", id.value())
                .map(ROLE)
                .findOne());
    }

    @Override
    public Optional<Role> findByName(String name) {
        return handles.read(handle -> handle.createQuery(
                        SELECT + "WHERE r.organization_id IS NULL AND lower(r.role_name) = lower(:name)")
                .bind("name", name)
                .map(ROLE)
                .findOne());
    }

    @Override
    public List<Role> rolesOf(UserId userId) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        JOIN user_roles ur ON ur.role_id = r.role_id
                        WHERE r.organization_id IS NULL AND ur.user_id = :userId
                        ORDER BY r.role_name, r.role_id
                        """)
                .bind("userId", userId.value())
                .map(ROLE)
                .list());
    }

    @Override
    public Set<String> permissionsOf(UserId userId) {
        return handles.read(handle -> Set.copyOf(handle.createQuery("""
                        SELECT p.permission_name
                        FROM user_roles ur
                        JOIN roles r ON r.role_id = ur.role_id AND r.organization_id IS NULL
                        JOIN role_permissions rp ON rp.role_id = r.role_id
                        JOIN permissions p ON p.id = rp.permission_id
                        WHERE ur.user_id = :userId
                        """)
                .bind("userId", userId.value())
                .map((row, context) -> Columns.text(row, "permission_name"))
                .list()));
    }

    @Override
    public boolean assign(UserId userId, RoleId roleId, @Nullable UserId assignedBy, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO user_roles (user_id, role_id, assigned_by, assigned_at)
                        VALUES (:userId, :roleId, :assignedBy, :now)
                        ON CONFLICT (user_id, role_id) DO NOTHING
                        """)
                        .bind("userId", userId.value())
                        .bind("roleId", roleId.value())
                        .bind("assignedBy", assignedBy == null ? null : assignedBy.value())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public void grant(UserId userId, Collection<RoleId> roleIds, @Nullable UserId assignedBy, Instant now) {
        for (RoleId roleId : roleIds) {
            handles.later(GRANT.bind("userId", userId.value())
                    .bind("roleId", roleId.value())
                    .bind("assignedBy", assignedBy == null ? null : assignedBy.value())
                    .bind("now", now));
        }
    }

    @Override
    public boolean unassign(UserId userId, RoleId roleId) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM user_roles WHERE user_id = :userId AND role_id = :roleId
                        """)
                        .bind("userId", userId.value())
                        .bind("roleId", roleId.value())
                        .execute()
                == 1);
    }
}
