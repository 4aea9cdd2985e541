package dev.tenon.jdbi.plans;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.spi.PlanStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code plans}, {@code features}, {@code plan_features}. */
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
            row.getBoolean("is_active"),
            Columns.instant(row, "created_at"),
            Columns.instantOrNull(row, "archived_at"),
            features(row));

    private static final RowMapper<PlanFeature> FEATURE = (row, context) -> new PlanFeature(
            new FeatureId(Columns.uuid(row, "id")), Columns.text(row, "key"), Columns.text(row, "name"), null);

    private static final String SELECT = """
            SELECT p.id, p.name, p.price, p.currency, p.billing_interval, p.description, p.max_documents, p.max_storage,
                   p.trial_days, p.max_seats, p.is_active, p.created_at, p.archived_at,
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
    public Optional<Plan> find(PlanId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE p.id = :id")
                .bind("id", id.value())
                .map(PLAN)
                .findOne());
    }

    @Override
    public Optional<Plan> findByName(String name) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE lower(p.name) = lower(:name)")
                .bind("name", name)
                .map(PLAN)
                .findOne());
    }

    @Override
    public Optional<Plan> findOfSubscriber(UserId userId) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        JOIN subscriptions s ON s.plan_id = p.id
                        WHERE s.user_id = :userId AND s.organization_id IS NULL
                          AND s.status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')
                        """)
                .bind("userId", userId.value())
                .map(PLAN)
                .findOne());
    }

    @Override
    public List<PlanFeature> features() {
        return handles.read(handle -> handle.createQuery("SELECT id, key, name FROM features ORDER BY name")
                .map(FEATURE)
                .list());
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
