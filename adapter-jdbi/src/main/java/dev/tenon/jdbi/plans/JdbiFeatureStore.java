package dev.tenon.jdbi.plans;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Counted;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.spi.FeatureStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Table {@code features}. */
final class JdbiFeatureStore implements FeatureStore {

    private static final RowMapper<Feature> FEATURE = (row, context) -> new Feature(
            new FeatureId(Columns.uuid(row, "id")),
            Columns.text(row, "key"),
            Columns.text(row, "name"),
            row.getString("description"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final String SELECT = """
            SELECT f.id, f.key, f.name, f.description, f.created_at, f.updated_at, f.revision
            FROM features f
            """;

    private final Handles handles;

    JdbiFeatureStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Page<Feature> list(PageRequest page) {
        return handles.read(handle ->
                Listing.of(SELECT, page).oldestFirst(handle, "f.created_at", "f.id", FEATURE, Feature::position));
    }

    @Override
    public List<Feature> all() {
        return handles.read(handle ->
                handle.createQuery(SELECT + "ORDER BY f.name").map(FEATURE).list());
    }

    @Override
    public Optional<Feature> find(FeatureId id) {
        return handles.read(handle -> byId(handle, id, ""));
    }

    @Override
    public Optional<Feature> lock(FeatureId id) {
        return handles.write(handle -> byId(handle, id, " FOR UPDATE"));
    }

    private static Optional<Feature> byId(Handle handle, FeatureId id, String locking) {
        return handle.createQuery(SELECT + "WHERE f.id = :id" + locking)
                .bind("id", id.value())
                .map(FEATURE)
                .findOne();
    }

    @Override
    public Optional<Feature> findByKey(String key) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE f.key = :key")
                .bind("key", key)
                .map(FEATURE)
                .findOne());
    }

    @Override
    public boolean insert(Feature feature, int most) {
        return handles.write(handle -> {
            Counted.lock(handle, "features");
            return handle.createUpdate("""
                            INSERT INTO features (id, key, name, description, created_at, updated_at, revision)
                            SELECT :id, :key, :name, :description, :createdAt, :createdAt, :revision
                            WHERE (SELECT count(*) FROM features) < :most
                            """)
                            .bind("id", feature.id().value())
                            .bind("key", feature.key())
                            .bind("name", feature.name())
                            .bind("description", feature.description())
                            .bind("createdAt", feature.createdAt())
                            .bind("revision", feature.revision())
                            .bind("most", most)
                            .execute()
                    == 1;
        });
    }

    @Override
    public Optional<Feature> update(Feature feature, Instant now) {
        return handles.write(handle -> {
            int updated = handle.createUpdate("""
                            UPDATE features
                            SET name = :name, description = :description, updated_at = :now, revision = revision + 1
                            WHERE id = :id AND revision = :revision
                            """)
                    .bind("id", feature.id().value())
                    .bind("name", feature.name())
                    .bind("description", feature.description())
                    .bind("revision", feature.revision())
                    .bind("now", now)
                    .execute();
            return updated == 0 ? Optional.empty() : byId(handle, feature.id(), "");
        });
    }

    @Override
    public void delete(FeatureId id) {
        handles.write(handle -> handle.createUpdate("DELETE FROM features WHERE id = :id")
                .bind("id", id.value())
                .execute());
    }
}
