package dev.tenon.jdbi.flags;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagFormat.Reading;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.spi.FlagSegmentStore;
import dev.tenon.ports.kernel.FlagSegmentId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Violations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Table {@code feature_flag_segments}. */
final class JdbiFlagSegmentStore implements FlagSegmentStore {

    private static final RowMapper<FlagSegment> SEGMENT = (row, context) -> new FlagSegment(
            new FlagSegmentId(Columns.uuid(row, "id")),
            Columns.text(row, "name"),
            row.getString("description"),
            constraints(Columns.text(row, "constraints")),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final String SELECT = """
            SELECT g.id, g.name, g.description, g.constraints, g.created_at, g.updated_at, g.revision
            FROM feature_flag_segments g
            """;

    private final Handles handles;

    JdbiFlagSegmentStore(Handles handles) {
        this.handles = handles;
    }

    private static List<FlagConstraint> constraints(String json) {
        return FlagFormat.constraints(JsonText.of(json).value(), Reading.lenient("/constraints", new Violations()));
    }

    private static String json(List<FlagConstraint> constraints) {
        return JsonText.ofTree(FlagFormat.constraintTrees(constraints)).text();
    }

    @Override
    public Page<FlagSegment> list(PageRequest page) {
        return handles.read(handle ->
                Listing.of(SELECT, page).oldestFirst(handle, "g.created_at", "g.id", SEGMENT, FlagSegment::position));
    }

    @Override
    public Optional<FlagSegment> find(String name) {
        return handles.read(handle -> named(handle, name));
    }

    private static Optional<FlagSegment> named(Handle handle, String name) {
        return handle.createQuery(SELECT + "WHERE g.name = :name")
                .bind("name", name)
                .map(SEGMENT)
                .findOne();
    }

    @Override
    public boolean insert(FlagSegment segment, int most) {
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO feature_flag_segments (id, name, description, constraints, created_at, updated_at, revision)
                        SELECT :id, :name, :description, :constraints::jsonb, :createdAt, :createdAt, :revision
                        WHERE (SELECT count(*) FROM feature_flag_segments) < :most
                        """)
                        .bind("id", segment.id().value())
                        .bind("name", segment.name())
                        .bind("description", segment.description())
                        .bind("constraints", json(segment.constraints()))
                        .bind("createdAt", segment.createdAt())
                        .bind("revision", segment.revision())
                        .bind("most", most)
                        .execute()
                == 1);
    }

    @Override
    public Optional<FlagSegment> update(FlagSegment segment, Instant now) {
        return handles.write(handle -> {
            int updated = handle.createUpdate("""
                            UPDATE feature_flag_segments
                            SET description = :description, constraints = :constraints::jsonb, updated_at = :now,
                                revision = revision + 1
                            WHERE id = :id AND revision = :revision
                            """)
                    .bind("id", segment.id().value())
                    .bind("description", segment.description())
                    .bind("constraints", json(segment.constraints()))
                    .bind("revision", segment.revision())
                    .bind("now", now)
                    .execute();
            return updated == 0 ? Optional.empty() : named(handle, segment.name());
        });
    }

    @Override
    public void delete(FlagSegmentId id) {
        handles.write(handle -> handle.createUpdate("DELETE FROM feature_flag_segments WHERE id = :id")
                .bind("id", id.value())
                .execute());
    }
}
