package dev.tenon.jdbi.access;

import static java.util.stream.Collectors.toMap;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Counted;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code roles}, {@code role_permissions}, {@code user_roles}. */
final class JdbiRoleStore implements RoleStore {

    private static final RowMapper<Role> ROLE = (row, context) -> new Role(
            new RoleId(Columns.uuid(row, "role_id")),
            Columns.idOrNull(row, "organization_id", OrganizationId::new),
            Columns.text(row, "role_name"),
            row.getString("description"),
            row.getBoolean("built_in"),
            Set.copyOf(Columns.texts(row, "permissions")),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final String SELECT = """
            SELECT r.role_id, r.organization_id, r.role_name, r.description, r.built_in,
                   r.permission_names || r.plan_permission_names AS permissions, r.created_at, r.updated_at, r.revision
            FROM roles r
            """;

    private static final Write GRANT = Write.of("""
            INSERT INTO user_roles (user_id, role_id, assigned_by, assigned_at)
            VALUES (:userId, :roleId, :assignedBy, :now)
            """);

    private static final String HELD = """
            JOIN user_roles ur ON ur.role_id = r.role_id
            WHERE ur.user_id = :userId AND r.organization_id IS NULL
            """;

    private static final String HELD_IN_ORGANIZATION = """
            JOIN user_roles ur ON ur.role_id = r.role_id
            JOIN organization_members m ON m.organization_id = r.organization_id AND m.user_id = ur.user_id
            WHERE ur.user_id = :userId AND r.organization_id = :organization
            """;

    private final Handles handles;

    JdbiRoleStore(Handles handles) {
        this.handles = handles;
    }

    // ---- the catalogue of a new version

    @Override
    public Map<String, Set<String>> grants() {
        return list().stream().collect(toMap(Role::name, Role::permissions));
    }

    @Override
    public void addPermissions(List<PermissionRow> permissions, Instant now) {
        List<String> names = permissions.stream().map(PermissionRow::name).toList();
        handles.write(handle -> {
            handle.createUpdate("""
                            DELETE FROM role_permissions rp
                            USING permissions p
                            WHERE p.id = rp.permission_id AND NOT p.built_in AND p.permission_name = ANY (:names)
                            """).bindArray("names", String.class, names).execute();
            handle.createUpdate("""
                            DELETE FROM api_key_scopes s
                            USING permissions p
                            WHERE p.id = s.permission_id AND NOT p.built_in AND p.permission_name = ANY (:names)
                            """).bindArray("names", String.class, names).execute();
            return handle.createUpdate("""
                            INSERT INTO permissions (id, permission_name, description, built_in, created_at, updated_at)
                            SELECT id, name, description, TRUE, :now, :now
                            FROM unnest(:ids, :names, :descriptions) AS catalogue (id, name, description)
                            ON CONFLICT (permission_name) DO UPDATE
                            SET built_in = TRUE, feature_id = NULL, description = excluded.description,
                                updated_at = excluded.updated_at, revision = permissions.revision + 1
                            WHERE NOT permissions.built_in
                            """)
                    .bindArray(
                            "ids",
                            UUID.class,
                            permissions.stream().map(row -> row.id().value()).toList())
                    .bindArray("names", String.class, names)
                    .bindArray(
                            "descriptions",
                            String.class,
                            permissions.stream().map(PermissionRow::description).toList())
                    .bind("now", now)
                    .execute();
        });
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

    // ---- roles

    @Override
    public List<Role> list() {
        return handles.read(
                handle -> handle.createQuery(SELECT + "WHERE r.organization_id IS NULL ORDER BY r.role_name, r.role_id")
                        .map(ROLE)
                        .list());
    }

    @Override
    public Page<Role> list(@Nullable OrganizationId organization, PageRequest page) {
        Listing listing = organization == null
                ? Listing.of(SELECT, page).where("r.organization_id IS NULL", Map.of())
                : Listing.of(SELECT, page)
                        .where("r.organization_id = :organization", Map.of("organization", organization.value()));
        return handles.read(handle -> listing.oldestFirst(handle, "r.created_at", "r.role_id", ROLE, Role::position));
    }

    @Override
    public Optional<Role> find(RoleId id) {
        return handles.read(handle -> byId(handle, id, ""));
    }

    @Override
    public Optional<Role> lock(RoleId id) {
        return handles.write(handle -> byId(handle, id, " FOR UPDATE"));
    }

    private static Optional<Role> byId(Handle handle, RoleId id, String locking) {
        return handle.createQuery(SELECT + "WHERE r.role_id = :id" + locking)
                .bind("id", id.value())
                .map(ROLE)
                .findOne();
    }

    @Override
    public Optional<Role> findByName(String name) {
        return findByName(null, name);
    }

    @Override
    public Optional<Role> findByName(@Nullable OrganizationId organization, String name) {
        // Two conditions instead of IS NOT DISTINCT FROM, which no index serves.
        String where = organization == null
                ? "WHERE r.organization_id IS NULL AND :organization::uuid IS NULL"
                : "WHERE r.organization_id = :organization";
        return handles.read(handle -> handle.createQuery(SELECT + where + " AND lower(r.role_name) = lower(:name)")
                .bind("organization", organization == null ? null : organization.value())
                .bind("name", name)
                .map(ROLE)
                .findOne());
    }

    @Override
    public boolean insert(Role role, @Nullable UserId by, int most) {
        @Nullable OrganizationId organization = role.organizationId();
        return handles.write(handle -> {
            Counted.lock(handle, "roles " + organization);
            boolean added = handle.createUpdate("""
                            INSERT INTO roles (role_id, organization_id, role_name, description, built_in,
                                               created_at, updated_at, revision)
                            SELECT :id, :organization, :name, :description, FALSE, :createdAt, :updatedAt, :revision
                            WHERE (SELECT count(*) FROM roles
                                   WHERE organization_id IS NOT DISTINCT FROM :organization) < :most
                            """)
                            .bind("id", role.id().value())
                            .bind("organization", organization == null ? null : organization.value())
                            .bind("name", role.name())
                            .bind("description", role.description())
                            .bind("createdAt", role.createdAt())
                            .bind("updatedAt", role.updatedAt())
                            .bind("revision", role.revision())
                            .bind("most", most)
                            .execute()
                    == 1;
            if (added && !role.permissions().isEmpty()) {
                permit(handle, role, by);
            }
            return added;
        });
    }

    private static void permit(Handle handle, Role role, @Nullable UserId by) {
        handle.createUpdate("""
                        INSERT INTO role_permissions (role_id, permission_id, assigned_by, assigned_at)
                        SELECT :id, p.id, :by, :now FROM permissions p WHERE p.permission_name = ANY (:names)
                        """)
                .bind("id", role.id().value())
                .bindArray("names", String.class, role.permissions())
                .bind("by", by == null ? null : by.value())
                .bind("now", role.createdAt())
                .execute();
        // Nobody has seen it without them.
        handle.createUpdate("UPDATE roles SET revision = :revision WHERE role_id = :id")
                .bind("revision", role.revision())
                .bind("id", role.id().value())
                .execute();
    }

    @Override
    public Optional<Role> update(Role role, Instant now) {
        return handles.write(handle -> {
            int updated = handle.createUpdate("""
                            UPDATE roles
                            SET role_name = :name, description = :description, updated_at = :now, revision = revision + 1
                            WHERE role_id = :id AND revision = :revision
                            """)
                    .bind("id", role.id().value())
                    .bind("name", role.name())
                    .bind("description", role.description())
                    .bind("revision", role.revision())
                    .bind("now", now)
                    .execute();
            return updated == 0 ? Optional.empty() : byId(handle, role.id(), "");
        });
    }

    @Override
    public void delete(RoleId id) {
        handles.write(handle -> handle.createUpdate("DELETE FROM roles WHERE role_id = :id")
                .bind("id", id.value())
                .execute());
    }

    @Override
    public void deleteAll(OrganizationId organization) {
        handles.write(handle -> handle.createUpdate("DELETE FROM roles WHERE organization_id = :organization")
                .bind("organization", organization.value())
                .execute());
    }

    @Override
    public List<UserId> holdersOf(String permission, int most) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT u.id
                        FROM roles r
                        JOIN user_roles ur ON ur.role_id = r.role_id
                        JOIN users u ON u.id = ur.user_id AND u.status = 'active'
                        WHERE r.organization_id IS NULL
                          AND :permission = ANY (r.permission_names || r.plan_permission_names)
                        GROUP BY u.id, u.created_at
                        ORDER BY u.created_at, u.id
                        LIMIT :most
                        """)
                .bind("permission", permission)
                .bind("most", most)
                .mapTo(UUID.class)
                .map(UserId::new)
                .list());
    }

    @Override
    public int countHolders(RoleId id) {
        return handles.read(handle -> handle.createQuery("SELECT count(*) FROM user_roles WHERE role_id = :id")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .one());
    }

    // ---- what they permit

    @Override
    public boolean grantPermission(RoleId id, PermissionId permission, @Nullable UserId by, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO role_permissions (role_id, permission_id, assigned_by, assigned_at)
                        VALUES (:id, :permission, :by, :now)
                        ON CONFLICT (role_id, permission_id) DO NOTHING
                        """)
                                .bind("id", id.value())
                                .bind("permission", permission.value())
                                .bind("by", by == null ? null : by.value())
                                .bind("now", now)
                                .execute()
                        == 1
                && changed(handle, id, now));
    }

    @Override
    public boolean revokePermission(RoleId id, PermissionId permission, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM role_permissions WHERE role_id = :id AND permission_id = :permission
                        """)
                                .bind("id", id.value())
                                .bind("permission", permission.value())
                                .execute()
                        == 1
                && changed(handle, id, now));
    }

    /** A trigger has raised the revision, and knows no clock but the database's. */
    private static boolean changed(Handle handle, RoleId id, Instant now) {
        return handle.createUpdate("UPDATE roles SET updated_at = :now WHERE role_id = :id")
                        .bind("id", id.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    // ---- who holds them

    @Override
    public List<Role> rolesOf(UserId userId) {
        return handles.read(handle -> handle.createQuery(SELECT + HELD + "ORDER BY r.role_name, r.role_id")
                .bind("userId", userId.value())
                .map(ROLE)
                .list());
    }

    @Override
    public List<Role> rolesOf(UserId userId, OrganizationId organization) {
        return handles.read(
                handle -> handle.createQuery(SELECT + HELD_IN_ORGANIZATION + "ORDER BY r.role_name, r.role_id")
                        .bind("userId", userId.value())
                        .bind("organization", organization.value())
                        .map(ROLE)
                        .list());
    }

    @Override
    public int countRolesOf(UserId userId, @Nullable OrganizationId organization) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT count(*)
                        FROM user_roles ur
                        JOIN roles r ON r.role_id = ur.role_id
                        WHERE ur.user_id = :userId AND r.organization_id IS NOT DISTINCT FROM :organization::uuid
                        """)
                .bind("userId", userId.value())
                .bind("organization", organization == null ? null : organization.value())
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public Set<String> permissionsOf(UserId userId) {
        return names(AccessStores.PERMITTED + "WHERE ur.user_id = :userId", userId, null);
    }

    @Override
    public Set<String> grantsOf(UserId userId) {
        return names("SELECT unnest(r.permission_names || r.plan_permission_names) FROM roles r " + HELD, userId, null);
    }

    @Override
    public Set<String> grantsOf(UserId userId, OrganizationId organization) {
        return names(
                "SELECT unnest(r.permission_names || r.plan_permission_names) FROM roles r " + HELD_IN_ORGANIZATION,
                userId,
                organization);
    }

    private Set<String> names(String sql, UserId userId, @Nullable OrganizationId organization) {
        return handles.read(handle -> {
            var query = handle.createQuery(sql).bind("userId", userId.value());
            if (organization != null) {
                query.bind("organization", organization.value());
            }
            return Set.copyOf(query.mapTo(String.class).list());
        });
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
