package dev.tenon.jdbi.limits;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.limits.spi.RateLimitStore;
import dev.tenon.ports.plans.PlanFeature;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Table {@code rate_limits}. Counts have commits of their own, whatever becomes of the caller's. */
final class JdbiRateLimitStore implements RateLimitStore {

    private static final RowMapper<Lease> LEASE = (row, context) -> new Lease(
            row.getInt("granted"),
            row.getInt("most"),
            row.getInt("remaining"),
            Instant.ofEpochSecond(row.getLong("free_slot")));

    private static final String TAKE = """
            SELECT taken.granted, :limit::int AS most, taken.remaining, taken.free_slot
            FROM tenon_take(:caller, :policy, :limit, :slot) AS taken
            """;

    /**
     * Only the plan that counts raises a limit, or an exception in its place. They are asked in the same statement: so a change of
     * them counts at the next lease, and nothing has to be kept.
     */
    private static final String TAKE_WITH_PLAN = """
            SELECT taken.granted, raised.most, taken.remaining, taken.free_slot
            FROM (SELECT greatest(:limit, CASE WHEN o.id IS NULL THEN planned.most
                                               WHEN NOT o.is_granted THEN :limit
                                               WHEN o.limit_value IS NULL THEN :unlimited
                                               ELSE least(o.limit_value, :unlimited - 1) END) :: int AS most
                  FROM (SELECT max(CASE WHEN pf.limit_value IS NULL THEN :unlimited
                                        ELSE least(pf.limit_value, :unlimited - 1) END) AS most
                        FROM subscriptions s
                        JOIN features f ON f.key = :feature
                        JOIN plan_features pf
                             ON pf.plan_id = tenon_plan_that_counts(s.status, s.plan_id, s.organization_id)
                             AND pf.feature_id = f.id
                        WHERE s.%1$s
                          AND s.status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')) AS planned
                  LEFT JOIN entitlement_overrides o ON o.%2$s AND o.key = :feature AND o.in_force) AS raised,
                 tenon_take(:caller, :policy, raised.most, :slot) AS taken
            """;

    private static final String TAKE_FOR_PERSON =
            TAKE_WITH_PLAN.formatted("user_id = :subscriber AND s.organization_id IS NULL", "user_id = :subscriber");
    private static final String TAKE_FOR_ORGANIZATION =
            TAKE_WITH_PLAN.formatted("organization_id = :subscriber", "organization_id = :subscriber");

    private final Handles handles;

    JdbiRateLimitStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Lease take(Taking taking, Instant now) {
        if (taking.organization() != null) {
            return take(TAKE_FOR_ORGANIZATION, taking, taking.organization().value(), now);
        }
        return taking.person() == null
                ? take(TAKE, taking, null, now)
                : take(TAKE_FOR_PERSON, taking, taking.person().value(), now);
    }

    private Lease take(String sql, Taking taking, @Nullable UUID subscriber, Instant now) {
        return handles.writeApart(handle -> {
            Query query = handle.createQuery(sql)
                    .bind("caller", taking.caller())
                    .bind("policy", taking.policy())
                    .bind("limit", taking.limit())
                    .bind("slot", now.getEpochSecond());
            if (subscriber != null) {
                query.bind("subscriber", subscriber)
                        .bind("feature", PlanFeature.API_REQUESTS_PER_MINUTE)
                        .bind("unlimited", UNLIMITED);
            }
            return query.map(LEASE).one();
        });
    }

    @Override
    public int deleteIdle(Instant before, int limit) {
        // Reads the whole table, which is as small as the minute's callers are few: an index on slot would have to
        // follow
        // every lease.
        return handles.writeApart(handle -> handle.createUpdate("""
                        DELETE FROM rate_limits WHERE (caller, policy) IN (
                            SELECT caller, policy FROM rate_limits
                            WHERE slot < :before
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("before", before.getEpochSecond())
                .bind("limit", limit)
                .execute());
    }
}
