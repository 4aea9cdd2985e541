package dev.tenon.jdbi.access;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.spi.PermissionStore.DocumentFact;
import dev.tenon.ports.access.spi.PermissionStore.ExceptionFact;
import dev.tenon.ports.access.spi.PermissionStore.Facts;
import dev.tenon.ports.access.spi.PermissionStore.PermissionFact;
import dev.tenon.ports.access.spi.PermissionStore.RoleFact;
import dev.tenon.ports.access.spi.PermissionStore.Subject;
import dev.tenon.ports.access.spi.PermissionStore.SubscriptionFact;
import dev.tenon.ports.access.spi.PermissionStore.UsageFact;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads what decides many questions in one statement: a row for each, each part of it found by an index. */
final class PermissionFacts {

    private static final RowMapper<Facts> FACTS = (row, context) -> new Facts(
            constantOrNull(row, "account_status", AccountStatus.class),
            permission(row),
            Columns.idOrNull(row, "scope_id", OrganizationId::new),
            constantOrNull(row, "membership", MemberRole.class),
            role(row),
            subscription(row),
            exception(row),
            document(row),
            usage(row));

    /** The document's organization comes first: what a question names beside it is held against it by who decides. */
    private static final String SELECT = """
            SELECT u.status AS account_status,
                   p.id AS permission_id, p.built_in, p.feature_id, f.key AS feature_key,
                   place.scope_id, m.role AS membership, held.role_id, held.role_name,
                   s.id AS subscription_id, s.status AS subscription_status, pl.id AS plan_id, pl.name AS plan_name,
                   pf.id IS NOT NULL AND pf.limit_value IS DISTINCT FROM 0 AS included, pf.limit_value,
                   o.id AS override_id, o.is_granted AND o.limit_value IS DISTINCT FROM 0 AS override_included,
                   o.limit_value AS override_limit,
                   d.id AS document_id, d.user_id AS owner_id, d.organization_id AS document_organization_id,
                   sh.permission AS shared,
                   q.id AS quota_id, q.used_storage + q.reserved_storage AS bytes, q.max_storage,
                   q.used_documents + q.reserved_documents AS documents, q.max_documents
            FROM unnest(:numbers, :permissions, :organizations, :documents)
                 AS asked (number, permission, organization_id, document_id)
            LEFT JOIN users u ON u.id = :person
            LEFT JOIN permissions p ON p.permission_name = asked.permission
            LEFT JOIN features f ON f.id = p.feature_id
            LEFT JOIN documents d ON d.id = asked.document_id AND d.deleted_at IS NULL
            LEFT JOIN LATERAL (
                SELECT max(g.permission) AS permission
                FROM document_sharing g
                WHERE g.document_id = d.id
                  AND (g.expires_at IS NULL OR g.expires_at > :now)
                  AND (g.shared_with_user_id = :person
                       OR g.shared_with_organization_id IN (
                           SELECT organization_id FROM organization_members WHERE user_id = :person))) sh ON true
            LEFT JOIN organization_members dm ON dm.organization_id = d.organization_id AND dm.user_id = :person
            CROSS JOIN LATERAL (
                SELECT CASE WHEN d.id IS NULL THEN coalesce(asked.organization_id, :organization::uuid)
                            WHEN dm.id IS NOT NULL OR sh.permission IS NULL THEN d.organization_id END AS scope_id) AS place
            CROSS JOIN LATERAL (
                SELECT CASE WHEN d.id IS NULL THEN place.scope_id ELSE d.organization_id END AS organization_id) AS filled
            LEFT JOIN organization_members m ON m.organization_id = place.scope_id AND m.user_id = :person
            LEFT JOIN LATERAL (
                SELECT r.role_id, r.role_name
                FROM user_roles ur
                JOIN roles r ON r.role_id = ur.role_id
                JOIN role_permissions rp ON rp.role_id = r.role_id AND rp.permission_id = p.id
                WHERE ur.user_id = :person AND r.organization_id IS NOT DISTINCT FROM place.scope_id
                  AND (r.organization_id IS NULL OR m.id IS NOT NULL)
                ORDER BY r.role_name, r.role_id
                LIMIT 1) AS held ON TRUE
            LEFT JOIN LATERAL (
                SELECT own.id, own.status, own.plan_id
                FROM subscriptions own
                WHERE place.scope_id IS NULL AND own.user_id = :person AND own.organization_id IS NULL
                  AND own.status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')
                UNION ALL
                SELECT theirs.id, theirs.status, theirs.plan_id
                FROM subscriptions theirs
                WHERE theirs.organization_id = place.scope_id
                  AND theirs.status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')) AS s ON TRUE
            LEFT JOIN LATERAL (
                SELECT own.*
                FROM entitlement_overrides own
                WHERE place.scope_id IS NULL AND own.user_id = :person AND own.key = f.key AND own.in_force
                UNION ALL
                SELECT theirs.*
                FROM entitlement_overrides theirs
                WHERE theirs.organization_id = place.scope_id AND theirs.key = f.key AND theirs.in_force) AS o ON TRUE
            LEFT JOIN LATERAL (
                SELECT tenon_plan_that_counts(s.status, s.plan_id, place.scope_id) AS plan_id) AS counts
                ON s.id IS NOT NULL
            LEFT JOIN plans pl ON pl.id = coalesce(counts.plan_id, s.plan_id)
            LEFT JOIN plan_features pf ON pf.plan_id = counts.plan_id AND pf.feature_id = p.feature_id
            LEFT JOIN LATERAL (
                SELECT own.*
                FROM storage_quotas own
                WHERE asked.permission = :filling AND filled.organization_id IS NULL
                  AND own.user_id = coalesce(d.user_id, :person)
                UNION ALL
                SELECT theirs.*
                FROM storage_quotas theirs
                WHERE asked.permission = :filling AND theirs.organization_id = filled.organization_id) AS q ON TRUE
            ORDER BY asked.number
            """;

    private PermissionFacts() {}

    static List<Facts> read(Handle handle, Subject subject, List<PermissionCheck> checks, Instant now) {
        return handle.createQuery(SELECT)
                .bindArray(
                        "numbers",
                        Long.class,
                        IntStream.range(0, checks.size())
                                .mapToObj(Long::valueOf)
                                .toList())
                .bindArray(
                        "permissions",
                        String.class,
                        checks.stream().map(PermissionCheck::permission).toList())
                .bindArray(
                        "organizations",
                        UUID.class,
                        checks.stream()
                                .map(check -> value(check.organizationId()))
                                .toList())
                .bindArray(
                        "documents",
                        UUID.class,
                        checks.stream().map(check -> value(check.documentId())).toList())
                .bind("person", value(subject.person()))
                .bind("organization", value(subject.organization()))
                .bind("filling", Permission.DOCUMENTS_WRITE.permissionName())
                .bind("now", now)
                .map(FACTS)
                .list();
    }

    private static @Nullable PermissionFact permission(ResultSet row) throws SQLException {
        @Nullable UUID id = Columns.uuidOrNull(row, "permission_id");
        @Nullable UUID feature = Columns.uuidOrNull(row, "feature_id");
        return id == null
                ? null
                : new PermissionFact(
                        new PermissionId(id),
                        row.getBoolean("built_in"),
                        feature == null ? null : new FeatureId(feature),
                        row.getString("feature_key"));
    }

    private static @Nullable RoleFact role(ResultSet row) throws SQLException {
        @Nullable UUID id = Columns.uuidOrNull(row, "role_id");
        return id == null ? null : new RoleFact(new RoleId(id), Columns.text(row, "role_name"));
    }

    private static @Nullable SubscriptionFact subscription(ResultSet row) throws SQLException {
        @Nullable UUID id = Columns.uuidOrNull(row, "subscription_id");
        return id == null
                ? null
                : new SubscriptionFact(
                        new SubscriptionId(id),
                        Columns.constant(row, "subscription_status", SubscriptionStatus.class),
                        new PlanId(Columns.uuid(row, "plan_id")),
                        Columns.text(row, "plan_name"),
                        row.getBoolean("included"),
                        Columns.longOrNull(row, "limit_value"));
    }

    private static @Nullable ExceptionFact exception(ResultSet row) throws SQLException {
        return Columns.uuidOrNull(row, "override_id") == null
                ? null
                : new ExceptionFact(row.getBoolean("override_included"), Columns.longOrNull(row, "override_limit"));
    }

    private static @Nullable DocumentFact document(ResultSet row) throws SQLException {
        @Nullable UUID id = Columns.uuidOrNull(row, "document_id");
        return id == null
                ? null
                : new DocumentFact(
                        new DocumentId(id),
                        new UserId(Columns.uuid(row, "owner_id")),
                        Columns.idOrNull(row, "document_organization_id", OrganizationId::new),
                        row.getString("shared"));
    }

    private static @Nullable UsageFact usage(ResultSet row) throws SQLException {
        return Columns.uuidOrNull(row, "quota_id") == null
                ? null
                : new UsageFact(
                        row.getLong("bytes"),
                        Columns.longOrNull(row, "max_storage"),
                        row.getLong("documents"),
                        Columns.longOrNull(row, "max_documents"));
    }

    private static <E extends Enum<E>> @Nullable E constantOrNull(ResultSet row, String column, Class<E> type)
            throws SQLException {
        return row.getString(column) == null ? null : Columns.constant(row, column, type);
    }

    private static @Nullable UUID value(@Nullable Id id) {
        return id == null ? null : id.value();
    }
}
