package dev.tenon.jdbi.flags;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagFilter;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagFormat.Reading;
import dev.tenon.ports.flags.FlagRefusal;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.spi.FeatureFlagStore;
import dev.tenon.ports.kernel.FeatureFlagId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Violations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code feature_flags}, with the strategies, variants and dependencies of each. What a flag is made of goes in and comes out as
 * one JSON value, in the one format that there is.
 */
final class JdbiFeatureFlagStore implements FeatureFlagStore {

    private static final String VARIANT = """
            jsonb_build_object('name', v.name, 'weight', v.weight, 'stickiness', v.stickiness, 'payload', v.payload,
                               'overrides', v.overrides)""";

    private static final String DEFINITION = """
            jsonb_build_object(
                'name', f.name, 'description', f.description, 'type', f.type, 'isEnabled', f.is_enabled,
                'environments', f.environments, 'enabledFrom', f.enabled_from, 'enabledUntil', f.enabled_until,
                'isStale', f.is_stale, 'impressionData', f.impression_data,
                'dependencies',
                (SELECT jsonb_agg(jsonb_build_object('flag', p.name, 'enabled', d.is_enabled, 'variants', d.variants)
                                  ORDER BY d.position)
                 FROM feature_flag_dependencies d
                 JOIN feature_flags p ON p.id = d.parent_id
                 WHERE d.feature_flag_id = f.id),
                'strategies',
                (SELECT jsonb_agg(
                            jsonb_build_object(
                                'name', s.name, 'parameters', s.parameters, 'constraints', s.constraints,
                                'disabled', NOT s.is_enabled,
                                'segments',
                                (SELECT jsonb_agg(g.name ORDER BY i.position)
                                 FROM feature_flag_strategy_segments i
                                 JOIN feature_flag_segments g ON g.id = i.segment_id
                                 WHERE i.strategy_id = s.id),
                                'variants',
                                (SELECT jsonb_agg(%1$s ORDER BY v.position)
                                 FROM feature_flag_variants v
                                 WHERE v.strategy_id = s.id))
                            ORDER BY s.position)
                 FROM feature_flag_strategies s
                 WHERE s.feature_flag_id = f.id),
                'variants',
                (SELECT jsonb_agg(%1$s ORDER BY v.position)
                 FROM feature_flag_variants v
                 WHERE v.feature_flag_id = f.id AND v.strategy_id IS NULL))""".formatted(VARIANT);

    private static final String SELECT = """
            SELECT f.id, %s AS definition, f.last_seen_at, f.created_at, f.updated_at, f.revision
            FROM feature_flags f
            """.formatted(DEFINITION);

    private static final String STATE = """
            SELECT n.version,
                   (SELECT jsonb_agg(%s ORDER BY f.name COLLATE "C") FROM feature_flags f) AS flags,
                   (SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'constraints', g.constraints,
                                                        'createdAt', g.created_at, 'updatedAt', g.updated_at,
                                                        'revision', g.revision)
                                     ORDER BY g.name COLLATE "C")
                    FROM feature_flag_segments g) AS segments
            FROM feature_flag_version n
            WHERE n.version <> :version
            """.formatted(DEFINITION);

    private static final RowMapper<FeatureFlag> FLAG = (row, context) -> new FeatureFlag(
            new FeatureFlagId(Columns.uuid(row, "id")),
            definition(JsonText.of(Columns.text(row, "definition")).value()),
            Columns.instantOrNull(row, "last_seen_at"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final RowMapper<State> STATE_OF_ALL = (row, context) -> new State(
            row.getLong("version"),
            elements(row.getString("flags")).stream()
                    .map(JdbiFeatureFlagStore::definition)
                    .toList(),
            elements(row.getString("segments")).stream()
                    .map(FlagFormat::segment)
                    .toList());

    private final Handles handles;

    JdbiFeatureFlagStore(Handles handles) {
        this.handles = handles;
    }

    private static FlagDefinition definition(@Nullable Object tree) {
        return FlagFormat.definition(tree, Reading.lenient("", new Violations()));
    }

    private static List<?> elements(@Nullable String json) {
        return json != null && JsonText.of(json).value() instanceof List<?> elements ? elements : List.of();
    }

    @Override
    public Optional<State> stateUnless(long version) {
        return handles.read(handle -> handle.createQuery(STATE)
                .bind("version", version)
                .map(STATE_OF_ALL)
                .findOne());
    }

    @Override
    public Page<FeatureFlag> list(FlagFilter filter, PageRequest page) {
        return handles.read(handle -> Listing.of(SELECT, page)
                .filter("strpos(lower(f.name), lower(:query)) > 0", "query", filter.query())
                .filter(
                        "f.type = :type",
                        "type",
                        filter.type() == null ? null : filter.type().typeName())
                .filter("f.is_enabled = :isEnabled", "isEnabled", filter.isEnabled())
                .filter("f.is_stale = :isStale", "isStale", filter.isStale())
                .oldestFirst(handle, "f.created_at", "f.id", FLAG, FeatureFlag::position));
    }

    @Override
    public Optional<FeatureFlag> find(String name) {
        return handles.read(handle -> named(handle, name));
    }

    private static Optional<FeatureFlag> named(Handle handle, String name) {
        return handle.createQuery(SELECT + "WHERE f.name = :name")
                .bind("name", name)
                .map(FLAG)
                .findOne();
    }

    @Override
    public void lockForChange() {
        handles.write(handle -> handle.createUpdate("UPDATE feature_flag_version SET version = version + 1")
                .execute());
    }

    @Override
    public boolean insert(FeatureFlag flag, int most) {
        return handles.write(handle -> {
            int inserted = bound(handle.createUpdate("""
                            INSERT INTO feature_flags (id, name, description, type, is_enabled, environments, enabled_from,
                                                       enabled_until, is_stale, impression_data, created_at, updated_at, revision)
                            SELECT :id, :name, :description, :type, :isEnabled, :environments, :enabledFrom::timestamptz,
                                   :enabledUntil::timestamptz, :isStale, :impressionData, :createdAt, :createdAt, :revision
                            WHERE (SELECT count(*) FROM feature_flags) < :most
                            """), flag)
                    .bind("name", flag.name())
                    .bind("createdAt", flag.createdAt())
                    .bind("most", most)
                    .execute();
            if (inserted == 1) {
                insertParts(handle, flag);
            }
            return inserted == 1;
        });
    }

    @Override
    public Optional<FeatureFlag> update(FeatureFlag flag, Instant now) {
        return handles.write(handle -> {
            int updated = bound(handle.createUpdate("""
                            UPDATE feature_flags
                            SET description = :description, type = :type, is_enabled = :isEnabled,
                                environments = :environments, enabled_from = :enabledFrom::timestamptz,
                                enabled_until = :enabledUntil::timestamptz, is_stale = :isStale,
                                impression_data = :impressionData, updated_at = :now, revision = revision + 1
                            WHERE id = :id AND revision = :revision
                            """), flag).bind("now", now).execute();
            if (updated == 0) {
                return Optional.empty();
            }
            for (String part : List.of("dependencies", "variants", "strategies")) {
                handle.createUpdate("DELETE FROM feature_flag_" + part + " WHERE feature_flag_id = :id")
                        .bind("id", flag.id().value())
                        .execute();
            }
            insertParts(handle, flag);
            return named(handle, flag.name());
        });
    }

    private static <S extends SqlStatement<S>> S bound(S statement, FeatureFlag flag) {
        FlagDefinition definition = flag.definition();
        FlagRules rules = definition.rules();
        return statement
                .bind("id", flag.id().value())
                .bind("description", definition.description())
                .bind("type", definition.type().typeName())
                .bind("isEnabled", rules.enabled())
                .bindArray("environments", String.class, rules.environments())
                .bind("enabledFrom", rules.enabledFrom())
                .bind("enabledUntil", rules.enabledUntil())
                .bind("isStale", definition.isStale())
                .bind("impressionData", definition.impressionData())
                .bind("revision", flag.revision());
    }

    private static void insertParts(Handle handle, FeatureFlag flag) {
        requireSegments(handle, flag);
        handle.createUpdate("""
                        WITH dependency AS (
                            SELECT d.value ->> 'flag' AS flag, (d.value ->> 'enabled')::boolean AS is_enabled,
                                   ARRAY(SELECT jsonb_array_elements_text(d.value -> 'variants')) AS variants, d.ordinality
                            FROM jsonb_array_elements(:definition::jsonb -> 'dependencies') WITH ORDINALITY AS d
                        ), depending AS (
                            INSERT INTO feature_flag_dependencies (feature_flag_id, parent_id, position, is_enabled, variants)
                            SELECT :id, p.id, d.ordinality, d.is_enabled, d.variants
                            FROM dependency d
                            JOIN feature_flags p ON p.name = d.flag
                        ), given AS (
                            SELECT s.value AS strategy, s.ordinality AS position
                            FROM jsonb_array_elements(:definition::jsonb -> 'strategies') WITH ORDINALITY AS s
                        ), inserted AS (
                            INSERT INTO feature_flag_strategies (feature_flag_id, position, name, parameters, constraints,
                                                                 is_enabled)
                            SELECT :id, g.position, g.strategy ->> 'name', g.strategy -> 'parameters',
                                   g.strategy -> 'constraints', NOT (g.strategy ->> 'disabled')::boolean
                            FROM given g
                            RETURNING id, position
                        ), within AS (
                            INSERT INTO feature_flag_strategy_segments (strategy_id, segment_id, position)
                            SELECT i.id, t.id, n.ordinality
                            FROM given g
                            JOIN inserted i ON i.position = g.position
                            CROSS JOIN LATERAL jsonb_array_elements_text(g.strategy -> 'segments') WITH ORDINALITY AS n (name, ordinality)
                            JOIN feature_flag_segments t ON t.name = n.name
                        ), variant AS (
                            SELECT NULL::uuid AS strategy_id, v.value AS variant, v.ordinality
                            FROM jsonb_array_elements(:definition::jsonb -> 'variants') WITH ORDINALITY AS v
                            UNION ALL
                            SELECT i.id, v.value, v.ordinality
                            FROM given g
                            JOIN inserted i ON i.position = g.position
                            CROSS JOIN LATERAL jsonb_array_elements(g.strategy -> 'variants') WITH ORDINALITY AS v
                        )
                        INSERT INTO feature_flag_variants (feature_flag_id, strategy_id, position, name, weight, stickiness,
                                                           payload, overrides)
                        SELECT :id, v.strategy_id, v.ordinality, v.variant ->> 'name', (v.variant ->> 'weight')::int,
                               v.variant ->> 'stickiness', v.variant -> 'payload', v.variant -> 'overrides'
                        FROM variant v
                        """)
                .bind("id", flag.id().value())
                .bind(
                        "definition",
                        JsonText.ofTree(FlagFormat.tree(flag.definition())).text())
                .execute();
    }

    private static void requireSegments(Handle handle, FeatureFlag flag) {
        Set<String> names = flag.definition().rules().strategies().stream()
                .flatMap(strategy -> strategy.segments().stream())
                .collect(Collectors.toSet());
        if (names.isEmpty()) {
            return;
        }
        int found = handle.createQuery("SELECT count(*) FROM feature_flag_segments WHERE name = ANY (:names)")
                .bindArray("names", String.class, names)
                .mapTo(Integer.class)
                .one();
        if (found < names.size()) {
            throw FlagRefusal.SEGMENT_UNKNOWN.refusal();
        }
    }

    @Override
    public void delete(FeatureFlagId id) {
        handles.write(handle -> handle.createUpdate("DELETE FROM feature_flags WHERE id = :id")
                .bind("id", id.value())
                .execute());
    }

    @Override
    public boolean isDependedOn(String name) {
        return handles.read(handle ->
                handle.createQuery("""
                        SELECT EXISTS (SELECT 1
                                       FROM feature_flag_dependencies d
                                       JOIN feature_flags f ON f.id = d.parent_id
                                       WHERE f.name = :name)
                        """).bind("name", name).mapTo(Boolean.class).one());
    }

    @Override
    public void seen(Set<String> names, Instant now, Instant unlessSince) {
        handles.write(handle -> handle.createUpdate("""
                        WITH unseen AS (
                            SELECT f.id
                            FROM feature_flags f
                            WHERE f.name = ANY (:names) AND (f.last_seen_at IS NULL OR f.last_seen_at < :unlessSince)
                            ORDER BY f.id
                            FOR NO KEY UPDATE SKIP LOCKED
                        )
                        UPDATE feature_flags f SET last_seen_at = :now FROM unseen u WHERE f.id = u.id
                        """)
                .bindArray("names", String.class, names)
                .bind("now", now)
                .bind("unlessSince", unlessSince)
                .execute());
    }
}
