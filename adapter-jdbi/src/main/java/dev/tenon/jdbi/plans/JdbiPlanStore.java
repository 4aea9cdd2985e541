package dev.tenon.jdbi.plans;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Counted;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.spi.PlanStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code plans}, {@code plan_features}. */
final class JdbiPlanStore implements PlanStore {

    private static final RowMapper<Plan> PLAN = (row, context) -> new Plan(
            new PlanId(Columns.uuid(row, "id")),
            Columns.text(row, "name"),
            Money.of(row.getBigDecimal("price"), Currency.getInstance(Columns.text(row, "currency"))),
            Columns.constant(row, "billing_interval", BillingInterval.class),
            row.getString("description"),
            Columns.longOrNull(row, "max_documents"),
            row.getBigDecimal("max_storage"),
            row.getInt("trial_days"),
            Columns.intOrNull(row, "max_seats"),
            Columns.constant(row, "trial_end_action", EndAction.class),
            Columns.constant(row, "unpaid_action", EndAction.class),
            row.getBoolean("is_active"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            Columns.instantOrNull(row, "archived_at"),
            row.getLong("revision"),
            features(row));

    private static final RowMapper<SubjectId> SUBJECT = (row, context) -> {
        @Nullable OrganizationId organization = Columns.idOrNull(row, "organization_id", OrganizationId::new);
        return organization == null ? new UserId(Columns.uuid(row, "user_id")) : organization;
    };

    private static final String SELECT = """
            SELECT p.id, p.name, p.price, p.currency, p.billing_interval, p.description, p.max_documents, p.max_storage,
                   p.trial_days, p.max_seats, p.trial_end_action, p.unpaid_action, p.is_active, p.created_at, p.updated_at,
                   p.archived_at, p.revision,
                   granted.ids AS feature_ids, granted.keys AS feature_keys, granted.names AS feature_names,
                   granted.limits AS feature_limits
            FROM plans p
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg(f.id ORDER BY f.name), '{}') AS ids,
                       coalesce(array_agg(f.key::text ORDER BY f.name), '{}') AS keys,
                       coalesce(array_agg(f.name::text ORDER BY f.name), '{}') AS names,
                       coalesce(array_agg(pf.limit_value ORDER BY f.name), '{}') AS limits
                FROM plan_features pf
                JOIN features f ON f.id = pf.feature_id
                WHERE pf.plan_id = p.id) AS granted
            """;

    private final Handles handles;

    JdbiPlanStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public List<Plan> listActive() {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE p.is_active ORDER BY p.price, p.name, p.id")
                .map(PLAN)
                .list());
    }

    @Override
    public Page<Plan> archived(PageRequest page) {
        Listing listing = Listing.of(SELECT, page).where("p.archived_at IS NOT NULL", Map.of());
        return handles.read(handle -> listing.newestFirst(handle, "p.archived_at", "p.id", PLAN, Plan::position));
    }

    @Override
    public Optional<Plan> find(PlanId id) {
        return handles.read(handle -> byId(handle, id, ""));
    }

    @Override
    public Optional<Plan> lock(PlanId id) {
        // Subscriptions may still begin: they only need the plan to stay.
        return handles.write(handle -> byId(handle, id, " FOR NO KEY UPDATE OF p"));
    }

    private static Optional<Plan> byId(Handle handle, PlanId id, String locking) {
        return handle.createQuery(SELECT + "WHERE p.id = :id" + locking)
                .bind("id", id.value())
                .map(PLAN)
                .findOne();
    }

    @Override
    public Optional<Plan> findByName(String name) {
        return handles.read(
                handle -> handle.createQuery(SELECT + "WHERE lower(p.name) = lower(:name) AND p.archived_at IS NULL")
                        .bind("name", name)
                        .map(PLAN)
                        .findOne());
    }

    @Override
    public Optional<Plan> findOfSubscriber(UserId userId) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        JOIN subscriptions s
                          ON p.id = tenon_plan_that_counts(s.status, s.plan_id, s.organization_id)
                        WHERE s.user_id = :userId AND s.organization_id IS NULL
                          AND s.status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')
                        """)
                .bind("userId", userId.value())
                .map(PLAN)
                .findOne());
    }

    @Override
    public boolean insert(Plan plan, int most) {
        return handles.write(handle -> {
            Counted.lock(handle, "plans");
            return handle.createUpdate("""
                            INSERT INTO plans (id, name, price, currency, billing_interval, description, max_documents,
                                               max_storage, trial_days, max_seats, trial_end_action, unpaid_action, is_active,
                                               created_at, updated_at, revision)
                            SELECT :id, :name, :price, :currency, :interval, :description, :maxDocuments,
                                   :maxStorage, :trialDays, :maxSeats, :trialEndAction, :unpaidAction, TRUE, :createdAt, :createdAt, :revision
                            WHERE (SELECT count(*) FROM plans WHERE archived_at IS NULL) < :most
                            """)
                            .bindMap(written(plan))
                            .bind("createdAt", plan.createdAt())
                            .bind("most", most)
                            .execute()
                    == 1;
        });
    }

    @Override
    public Optional<Plan> update(Plan plan, Instant now) {
        return handles.write(handle -> {
            int updated = handle.createUpdate("""
                            UPDATE plans
                            SET name = :name, price = :price, currency = :currency, billing_interval = :interval,
                                description = :description, max_documents = :maxDocuments, max_storage = :maxStorage,
                                trial_days = :trialDays, max_seats = :maxSeats, trial_end_action = :trialEndAction,
                                unpaid_action = :unpaidAction, updated_at = :now, revision = revision + 1,
                                limited_through = CASE
                                    WHEN (max_documents, max_storage) IS DISTINCT FROM (:maxDocuments::int, :maxStorage::numeric)
                                    THEN '00000000-0000-0000-0000-000000000000' ELSE limited_through END
                            WHERE id = :id AND revision = :revision
                            """)
                    .bindMap(written(plan))
                    .bind("now", now)
                    .execute();
            return updated == 0 ? Optional.empty() : byId(handle, plan.id(), "");
        });
    }

    @Override
    public List<SubjectId> claimLimited(int limit) {
        return handles.write(handle ->
                handle.createQuery("""
                        WITH plan AS (
                            SELECT id, limited_through FROM plans
                            WHERE limited_through IS NOT NULL
                            ORDER BY id
                            LIMIT 1
                            FOR NO KEY UPDATE SKIP LOCKED),
                        found AS (
                            SELECT s.id, s.user_id, s.organization_id
                            FROM plan
                            JOIN subscriptions s ON s.plan_id = plan.id AND s.id > plan.limited_through
                            WHERE tenon_subscription_runs(s.status)
                            ORDER BY s.id
                            LIMIT :limit),
                        noted AS (
                            UPDATE plans
                            SET limited_through = CASE WHEN (SELECT count(*) FROM found) = :limit
                                                       THEN (SELECT max(id::text)::uuid FROM found) END
                            FROM plan
                            WHERE plans.id = plan.id)
                        SELECT user_id, organization_id FROM found ORDER BY id
                        """).bind("limit", limit).map(SUBJECT).list());
    }

    private static Map<String, @Nullable Object> written(Plan plan) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", plan.id().value());
        values.put("name", plan.name());
        values.put("price", plan.price().amount());
        values.put("currency", plan.price().currency().getCurrencyCode());
        values.put("interval", Columns.word(plan.interval()));
        values.put("description", plan.description());
        values.put("maxDocuments", plan.maxDocuments());
        values.put("maxStorage", plan.maxStorageGb());
        values.put("trialDays", plan.trialDays());
        values.put("maxSeats", plan.maxSeats());
        values.put("trialEndAction", Columns.word(plan.trialEndAction()));
        values.put("unpaidAction", Columns.word(plan.unpaidAction()));
        values.put("revision", plan.revision());
        return values;
    }

    @Override
    public Optional<Plan> archive(PlanId id, Instant now) {
        return handles.write(handle -> {
            int archived = handle.createUpdate("""
                            UPDATE plans
                            SET is_active = FALSE, archived_at = :now, updated_at = :now, revision = revision + 1
                            WHERE id = :id AND archived_at IS NULL
                            """)
                    .bind("id", id.value())
                    .bind("now", now)
                    .execute();
            return archived == 0 ? Optional.empty() : byId(handle, id, "");
        });
    }

    @Override
    public boolean grant(PlanId id, FeatureId feature, @Nullable Long limit, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        WITH granted AS (
                            INSERT INTO plan_features (plan_id, feature_id, limit_value, created_at)
                            VALUES (:id, :feature, :limit, :now)
                            ON CONFLICT (plan_id, feature_id) DO UPDATE
                            SET limit_value = excluded.limit_value
                            WHERE plan_features.limit_value IS DISTINCT FROM excluded.limit_value
                            RETURNING plan_id)
                        UPDATE plans SET updated_at = :now, revision = revision + 1
                        FROM granted
                        WHERE plans.id = granted.plan_id
                        """)
                        .bind("id", id.value())
                        .bind("feature", feature.value())
                        .bind("limit", limit)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public boolean revoke(PlanId id, FeatureId feature, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        WITH revoked AS (
                            DELETE FROM plan_features WHERE plan_id = :id AND feature_id = :feature RETURNING plan_id)
                        UPDATE plans SET updated_at = :now, revision = revision + 1
                        FROM revoked
                        WHERE plans.id = revoked.plan_id
                        """)
                        .bind("id", id.value())
                        .bind("feature", feature.value())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    private static List<PlanFeature> features(ResultSet row) throws SQLException {
        List<UUID> ids = Columns.uuids(row, "feature_ids");
        List<String> keys = Columns.texts(row, "feature_keys");
        List<String> names = Columns.texts(row, "feature_names");
        @Nullable Long[] limits = Columns.longs(row, "feature_limits");
        return IntStream.range(0, ids.size())
                .mapToObj(index -> new PlanFeature(
                        new FeatureId(ids.get(index)), keys.get(index), names.get(index), limits[index]))
                .toList();
    }
}
