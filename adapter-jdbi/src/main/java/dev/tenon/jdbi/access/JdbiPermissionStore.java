package dev.tenon.jdbi.access;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Counted;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.PermissionStore;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Table {@code permissions}. */
final class JdbiPermissionStore implements PermissionStore {

    private static final RowMapper<PermissionEntry> PERMISSION = (row, context) -> new PermissionEntry(
            new PermissionId(Columns.uuid(row, "id")),
            Columns.text(row, "permission_name"),
            row.getString("description"),
            row.getBoolean("built_in"),
            row.getString("feature_key"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final String SELECT = """
            SELECT p.id, p.permission_name, p.description, p.built_in,
                   (SELECT f.key FROM features f WHERE f.id = p.feature_id) AS feature_key,
                   p.created_at, p.updated_at, p.revision
            FROM permissions p
            """;

    private final Handles handles;

    JdbiPermissionStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Set<String> builtIn() {
        return handles.read(
                handle -> Set.copyOf(handle.createQuery("SELECT permission_name FROM permissions WHERE built_in")
                        .mapTo(String.class)
                        .list()));
    }

    @Override
    public Page<PermissionEntry> list(PageRequest page) {
        return handles.read(handle -> Listing.of(SELECT, page)
                .oldestFirst(handle, "p.created_at", "p.id", PERMISSION, PermissionEntry::position));
    }

    @Override
    public Optional<PermissionEntry> find(PermissionId id) {
        return handles.read(handle -> byId(handle, id, ""));
    }

    @Override
    public Optional<PermissionEntry> lock(PermissionId id) {
        return handles.write(handle -> byId(handle, id, " FOR UPDATE"));
    }

    private static Optional<PermissionEntry> byId(Handle handle, PermissionId id, String locking) {
        return handle.createQuery(SELECT + "WHERE p.id = :id" + locking)
                .bind("id", id.value())
                .map(PERMISSION)
                .findOne();
    }

    @Override
    public Optional<PermissionEntry> findByName(String name) {
        return findByNames(Set.of(name)).stream().findFirst();
    }

    @Override
    public List<PermissionEntry> findByNames(Set<String> names) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE p.permission_name = ANY (:names)")
                .bindArray("names", String.class, names)
                .map(PERMISSION)
                .list());
    }

    @Override
    public boolean featureExists(String key) {
        return handles.read(handle -> handle.createQuery("SELECT 1 FROM features WHERE key = :key")
                .bind("key", key)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    @Override
    public boolean insert(PermissionEntry permission, int most) {
        return handles.write(handle -> {
            Counted.lock(handle, "permissions");
            return handle.createUpdate("""
                            INSERT INTO permissions (id, permission_name, description, built_in, feature_id,
                                                     created_at, updated_at, revision)
                            SELECT :id, :name, :description, :builtIn, (SELECT id FROM features WHERE key = :feature),
                                   :createdAt, :updatedAt, :revision
                            WHERE (SELECT count(*) FROM permissions) < :most
                            """)
                            .bind("id", permission.id().value())
                            .bind("name", permission.name())
                            .bind("description", permission.description())
                            .bind("builtIn", permission.builtIn())
                            .bind("feature", permission.feature())
                            .bind("createdAt", permission.createdAt())
                            .bind("updatedAt", permission.updatedAt())
                            .bind("revision", permission.revision())
                            .bind("most", most)
                            .execute()
                    == 1;
        });
    }

    @Override
    public Optional<PermissionEntry> update(PermissionEntry permission, Instant now) {
        return handles.write(handle -> {
            int updated = handle.createUpdate("""
                            UPDATE permissions
                            SET description = :description,
                                feature_id = (SELECT id FROM features WHERE key = :feature),
                                updated_at = :now, revision = revision + 1
                            WHERE id = :id AND revision = :revision AND NOT built_in
                            """)
                    .bind("id", permission.id().value())
                    .bind("description", permission.description())
                    .bind("feature", permission.feature())
                    .bind("revision", permission.revision())
                    .bind("now", now)
                    .execute();
            return updated == 0 ? Optional.empty() : byId(handle, permission.id(), "");
        });
    }

    @Override
    public void delete(PermissionId id) {
        handles.write(handle -> handle.createUpdate("DELETE FROM permissions WHERE id = :id AND NOT built_in")
                .bind("id", id.value())
                .execute());
    }

    @Override
    public int countGranting(PermissionId id) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT count(*)
                        FROM role_permissions rp
                        JOIN roles r ON r.role_id = rp.role_id
                        WHERE rp.permission_id = :id AND NOT (r.built_in AND r.role_name = :admin)
                        """)
                .bind("id", id.value())
                .bind("admin", Role.ADMIN)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public List<Facts> facts(Subject subject, List<PermissionCheck> checks, Instant now) {
        return handles.read(handle -> PermissionFacts.read(handle, subject, checks, now));
    }
}
