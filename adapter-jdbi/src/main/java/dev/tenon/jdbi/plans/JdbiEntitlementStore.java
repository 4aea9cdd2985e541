package dev.tenon.jdbi.plans;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.OverrideId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.ports.plans.OverrideFilter;
import dev.tenon.ports.plans.spi.EntitlementStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code entitlement_overrides}, and what decides beside it. */
final class JdbiEntitlementStore implements EntitlementStore {

    private static final RowMapper<Fact> FACT = (row, context) -> new Fact(
            Columns.text(row, "key"),
            Columns.text(row, "name"),
            row.getBoolean("is_limit"),
            row.getString("suspended"),
            override(row),
            plan(row),
            Columns.longOrNull(row, "without"),
            Columns.longOrNull(row, "used"));

    private static final RowMapper<EntitlementOverride> OVERRIDE = (row, context) -> new EntitlementOverride(
            new OverrideId(Columns.uuid(row, "id")),
            subject(row),
            Columns.text(row, "key"),
            row.getBoolean("is_granted"),
            Columns.longOrNull(row, "limit_value"),
            Columns.instant(row, "starts_at"),
            Columns.instantOrNull(row, "ends_at"),
            Columns.text(row, "reason"),
            Columns.idOrNull(row, "made_by", UserId::new),
            row.getBoolean("in_force"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final String SELECT = """
            SELECT o.id, o.user_id, o.organization_id, o.key, o.is_granted, o.limit_value, o.starts_at, o.ends_at,
                   o.reason, o.made_by, o.in_force, o.created_at, o.updated_at, o.revision
            FROM entitlement_overrides o
            """;

    /** What there is to be entitled to; the limits come last. */
    private static final String THINGS = """
            FROM (SELECT f.id AS feature_id, f.key::text AS key, f.name::text AS name, FALSE AS is_limit, 0 AS place
                  FROM features f
                  UNION ALL
                  SELECT NULL, known.key, known.name, TRUE, known.place
                  FROM (VALUES ('max-documents', 'Documents', 1), ('max-storage', 'Storage in bytes', 2),
                               ('max-seats', 'Seats', 3)) AS known (key, name, place)
                  WHERE known.key <> 'max-seats' OR :withSeats) AS thing
            """;

    private static final String FACTS = """
            SELECT thing.key, thing.name, thing.is_limit, subject.suspended,
                   o.id AS override_id, o.is_granted, o.limit_value,
                   p.id AS plan_id, p.name AS plan_name, thing.is_limit OR pf.id IS NOT NULL AS included,
                   CASE thing.key WHEN 'max-documents' THEN p.max_documents::bigint
                                  WHEN 'max-storage' THEN trunc(p.max_storage * 1073741824)::bigint
                                  WHEN 'max-seats' THEN p.max_seats::bigint
                                  ELSE pf.limit_value END AS plan_limit,
                   CASE thing.key WHEN 'max-storage' THEN subject.storage_limit END AS without,
                   CASE thing.key WHEN 'max-documents' THEN q.used_documents
                                  WHEN 'max-storage' THEN q.used_storage
                                  WHEN 'max-seats' THEN subject.members END AS used
            """;

    private static final String DECIDING = """
            LEFT JOIN plan_features pf ON pf.plan_id = p.id AND pf.feature_id = thing.feature_id
            WHERE :key::text IS NULL OR thing.key = :key
            ORDER BY thing.place, thing.name
            """;

    /** A person whose subscription waits for its first payment, or rests, has the plan Free meanwhile. */
    private static final String OF_PERSON = FACTS + THINGS + """
            CROSS JOIN (SELECT CASE WHEN u.status <> 'active' THEN 'account:' || u.status END AS suspended,
                               NULL::bigint AS storage_limit, NULL::bigint AS members
                        FROM users u WHERE u.id = :subject AND u.status <> 'erased') AS subject
            LEFT JOIN subscriptions s ON s.user_id = :subject AND s.organization_id IS NULL
                 AND s.status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')
            LEFT JOIN plans p ON p.id = tenon_plan_that_counts(s.status, s.plan_id, NULL)
            LEFT JOIN storage_quotas q ON q.user_id = :subject
            LEFT JOIN entitlement_overrides o ON o.user_id = :subject AND o.key = thing.key AND o.in_force
            """ + DECIDING;

    private static final String OF_ORGANIZATION = FACTS + THINGS + """
            CROSS JOIN (SELECT CASE WHEN g.deleted_at IS NOT NULL THEN 'organization:deleted' END AS suspended,
                               g.storage_limit,
                               (SELECT count(*) FROM organization_members m WHERE m.organization_id = g.id) AS members
                        FROM organizations g WHERE g.id = :subject) AS subject
            LEFT JOIN subscriptions s ON s.organization_id = :subject AND tenon_subscription_runs(s.status)
            LEFT JOIN plans p ON p.id = s.plan_id
            LEFT JOIN storage_quotas q ON q.organization_id = :subject
            LEFT JOIN entitlement_overrides o ON o.organization_id = :subject AND o.key = thing.key AND o.in_force
            """ + DECIDING;

    private final Handles handles;

    JdbiEntitlementStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public List<Fact> facts(SubjectId subject, @Nullable String key) {
        boolean ofOrganization = subject instanceof OrganizationId;
        return handles.read(handle -> handle.createQuery(ofOrganization ? OF_ORGANIZATION : OF_PERSON)
                .bind("subject", subject.value())
                .bind("key", key)
                .bind("withSeats", ofOrganization)
                .map(FACT)
                .list());
    }

    @Override
    public Page<EntitlementOverride> list(OverrideFilter filter, PageRequest page) {
        SubjectId subject = filter.subject();
        Listing listing = Listing.of(SELECT, page)
                .filter("o.user_id = :person", "person", subject instanceof UserId person ? person.value() : null)
                .filter(
                        "o.organization_id = :organization",
                        "organization",
                        subject instanceof OrganizationId organization ? organization.value() : null)
                .filter("o.key = :key", "key", filter.key());
        return handles.read(
                handle -> listing.newestFirst(handle, "o.created_at", "o.id", OVERRIDE, EntitlementOverride::position));
    }

    @Override
    public Optional<EntitlementOverride> find(SubjectId subject, String key) {
        return handles.read(handle -> handle.createQuery(SELECT + where(subject))
                .bind("subject", subject.value())
                .bind("key", key)
                .map(OVERRIDE)
                .findOne());
    }

    @Override
    public Optional<EntitlementOverride> lock(SubjectId subject, String key) {
        return handles.write(handle -> handle.createQuery(SELECT + where(subject) + " FOR UPDATE")
                .bind("subject", subject.value())
                .bind("key", key)
                .map(OVERRIDE)
                .findOne());
    }

    private static String where(SubjectId subject) {
        return subject instanceof UserId
                ? "WHERE o.user_id = :subject AND o.key = :key"
                : "WHERE o.organization_id = :subject AND o.key = :key";
    }

    @Override
    public Optional<EntitlementOverride> put(EntitlementOverride override, @Nullable Instant turnsAt) {
        SubjectId subject = override.subject();
        boolean ofPerson = subject instanceof UserId;
        return handles.write(handle -> {
            @Nullable
            UUID feature = handle.createQuery("SELECT id FROM features WHERE key = :key FOR KEY SHARE")
                    .bind("key", override.key())
                    .mapTo(UUID.class)
                    .findOne()
                    .orElse(null);
            if (feature == null && !NewFeature.LIMITS.contains(override.key())) {
                throw FeatureRefusal.NOT_FOUND.refusal();
            }
            return handle.createQuery("""
                            INSERT INTO entitlement_overrides AS o
                                (id, user_id, organization_id, key, feature_id, is_granted, limit_value, starts_at, ends_at,
                                 reason, made_by, in_force, turns_at, created_at, updated_at)
                            VALUES (:id, :person, :organization, :key, :feature, :granted, :limit, :startsAt, :endsAt,
                                    :reason, :by, :inForce, :turnsAt, :createdAt, :updatedAt)
                            ON CONFLICT (%s) DO UPDATE
                            SET is_granted = excluded.is_granted, limit_value = excluded.limit_value,
                                starts_at = excluded.starts_at, ends_at = excluded.ends_at, reason = excluded.reason,
                                made_by = excluded.made_by, in_force = excluded.in_force, turns_at = excluded.turns_at,
                                updated_at = excluded.updated_at, revision = o.revision + 1
                            WHERE o.revision = :revision OR :revision = 0
                            RETURNING o.*
                            """.formatted(
                                    ofPerson
                                            ? "user_id, key) WHERE (user_id IS NOT NULL"
                                            : "organization_id, key) WHERE (organization_id IS NOT NULL"))
                    .bind("id", override.id().value())
                    .bind("person", ofPerson ? subject.value() : null)
                    .bind("organization", ofPerson ? null : subject.value())
                    .bind("key", override.key())
                    .bind("feature", feature)
                    .bind("granted", override.granted())
                    .bind("limit", override.limit())
                    .bind("startsAt", override.startsAt())
                    .bind("endsAt", override.endsAt())
                    .bind("reason", override.reason())
                    .bind("by", override.by() == null ? null : override.by().value())
                    .bind("inForce", override.inForce())
                    .bind("turnsAt", turnsAt)
                    .bind("createdAt", override.createdAt())
                    .bind("updatedAt", override.updatedAt())
                    .bind("revision", override.revision())
                    .map(OVERRIDE)
                    .findOne();
        });
    }

    @Override
    public void delete(OverrideId id) {
        handles.write(handle -> handle.createUpdate("DELETE FROM entitlement_overrides WHERE id = :id")
                .bind("id", id.value())
                .execute());
    }

    @Override
    public Optional<EntitlementOverride> claimTurning(Instant now) {
        return handles.write(handle ->
                handle.createQuery(SELECT + """
                        WHERE o.turns_at <= :now
                        ORDER BY o.turns_at, o.id
                        LIMIT 1
                        FOR UPDATE SKIP LOCKED
                        """).bind("now", now).map(OVERRIDE).findOne());
    }

    @Override
    public void turn(OverrideId id, boolean inForce, @Nullable Instant turnsAt) {
        handles.write(handle -> handle.createUpdate(
                        "UPDATE entitlement_overrides SET in_force = :inForce, turns_at = :turnsAt WHERE id = :id")
                .bind("id", id.value())
                .bind("inForce", inForce)
                .bind("turnsAt", turnsAt)
                .execute());
    }

    private static SubjectId subject(ResultSet row) throws SQLException {
        @Nullable UUID person = Columns.uuidOrNull(row, "user_id");
        return person == null ? new OrganizationId(Columns.uuid(row, "organization_id")) : new UserId(person);
    }

    private static @Nullable OverrideFact override(ResultSet row) throws SQLException {
        @Nullable UUID id = Columns.uuidOrNull(row, "override_id");
        return id == null
                ? null
                : new OverrideFact(
                        new OverrideId(id), row.getBoolean("is_granted"), Columns.longOrNull(row, "limit_value"));
    }

    private static @Nullable PlanFact plan(ResultSet row) throws SQLException {
        @Nullable UUID id = Columns.uuidOrNull(row, "plan_id");
        return id == null
                ? null
                : new PlanFact(
                        new PlanId(id),
                        Columns.text(row, "plan_name"),
                        row.getBoolean("included"),
                        Columns.longOrNull(row, "plan_limit"));
    }
}
