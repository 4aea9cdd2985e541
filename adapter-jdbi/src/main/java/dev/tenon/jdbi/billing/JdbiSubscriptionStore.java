package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.billing.PauseReason;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.spi.SubscriptionStore;
import dev.tenon.ports.kernel.Id;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.BillingInterval;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Table {@code subscriptions}. */
final class JdbiSubscriptionStore implements SubscriptionStore {

    private static final RowMapper<Subscription> SUBSCRIPTION = (row, context) -> new Subscription(
            new SubscriptionId(Columns.uuid(row, "id")),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.idOrNull(row, "organization_id", OrganizationId::new),
            new PlanId(Columns.uuid(row, "plan_id")),
            Columns.constant(row, "status", SubscriptionStatus.class),
            money(row, "price"),
            Columns.constant(row, "billing_interval", BillingInterval.class),
            ZoneId.of(Columns.text(row, "zone")),
            row.getObject("start_date", LocalDate.class),
            row.getObject("end_date", LocalDate.class),
            Columns.instant(row, "billing_anchor"),
            Columns.instant(row, "current_period_start"),
            Columns.instant(row, "current_period_end"),
            money(row, "period_billed"),
            Columns.instantOrNull(row, "trial_end"),
            Columns.instantOrNull(row, "trial_reminded_at"),
            Columns.idOrNull(row, "pending_plan_id", PlanId::new),
            row.getBoolean("cancel_at_period_end"),
            Columns.instantOrNull(row, "canceled_at"),
            Columns.instantOrNull(row, "paused_at"),
            row.getString("pause_reason") == null ? null : Columns.constant(row, "pause_reason", PauseReason.class),
            Columns.instantOrNull(row, "due_at"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final RowMapper<SubscriptionId> ID = (row, context) -> new SubscriptionId(Columns.uuid(row, "id"));

    private static final String COLUMNS = """
            s.id, s.user_id, s.organization_id, s.plan_id, s.status, s.price, s.currency, s.billing_interval, s.zone,
            s.start_date, s.end_date, s.billing_anchor, s.current_period_start, s.current_period_end, s.period_billed,
            s.trial_end, s.trial_reminded_at, s.pending_plan_id, s.cancel_at_period_end, s.canceled_at, s.paused_at,
            s.pause_reason, s.due_at, s.created_at, s.updated_at, s.revision
            """;

    private static final String SELECT = "SELECT " + COLUMNS + "FROM subscriptions s\n";

    private static final String LIVE = "s.status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')";

    private final Handles handles;

    JdbiSubscriptionStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(Subscription subscription) {
        // No error of the database for what is refused here: the unit of work could not go on after one.
        String oneLive = subscription.organizationId() == null
                ? "(user_id) WHERE organization_id IS NULL"
                : "(organization_id) WHERE organization_id IS NOT NULL";
        int inserted = handles.write(handle -> bound(handle.createUpdate("""
                        INSERT INTO subscriptions
                            (id, user_id, organization_id, plan_id, status, price, currency, billing_interval, zone, start_date,
                             end_date, billing_anchor, current_period_start, current_period_end, period_billed, trial_end,
                             trial_reminded_at, pending_plan_id, cancel_at_period_end, canceled_at, paused_at, pause_reason,
                             due_at, created_at, updated_at, revision)
                        VALUES (:id, :userId, :organizationId, :planId, :status, :price, :currency, :interval, :zone, :startDate,
                                :endDate, :billingAnchor, :periodStart, :periodEnd, :periodBilled, :trialEnd,
                                :trialRemindedAt, :pendingPlanId, :cancelAtPeriodEnd, :canceledAt, :pausedAt, :pauseReason,
                                :dueAt, :createdAt, :updatedAt, :revision)
                        ON CONFLICT\s""" + oneLive + """
                         AND status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')
                        DO NOTHING
                        """), subscription)
                .bind("userId", subscription.userId().value())
                .bind("organizationId", value(subscription.organizationId()))
                .bind("zone", subscription.zone().getId())
                .bind("startDate", subscription.startDate())
                .bind("createdAt", subscription.createdAt())
                .bind("updatedAt", subscription.updatedAt())
                .execute());
        if (inserted == 0) {
            throw SubscriptionRefusal.ALREADY_LIVE.refusal();
        }
    }

    @Override
    public Optional<Subscription> update(Subscription subscription, Instant now) {
        return handles.write(handle -> bound(handle.createQuery("""
                        UPDATE subscriptions s
                        SET plan_id = :planId, status = :status, price = :price, currency = :currency,
                            billing_interval = :interval, end_date = :endDate, billing_anchor = :billingAnchor,
                            current_period_start = :periodStart, current_period_end = :periodEnd,
                            period_billed = :periodBilled, trial_end = :trialEnd, trial_reminded_at = :trialRemindedAt,
                            pending_plan_id = :pendingPlanId, cancel_at_period_end = :cancelAtPeriodEnd,
                            canceled_at = :canceledAt, paused_at = :pausedAt, pause_reason = :pauseReason, due_at = :dueAt,
                            updated_at = :now, revision = s.revision + 1
                        WHERE s.id = :id AND s.revision = :revision
                        RETURNING\s""" + COLUMNS), subscription)
                .bind("now", now)
                .map(SUBSCRIPTION)
                .findOne());
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Subscription subscription) {
        PauseReason reason = subscription.pauseReason();
        return statement
                .bind("id", subscription.id().value())
                .bind("planId", subscription.planId().value())
                .bind("status", Columns.word(subscription.status()))
                .bind("price", subscription.price().amount())
                .bind("currency", subscription.price().currency().getCurrencyCode())
                .bind("interval", Columns.word(subscription.interval()))
                .bind("endDate", subscription.endDate())
                .bind("billingAnchor", subscription.billingAnchor())
                .bind("periodStart", subscription.currentPeriodStart())
                .bind("periodEnd", subscription.currentPeriodEnd())
                .bind("periodBilled", subscription.periodBilled().amount())
                .bind("trialEnd", subscription.trialEnd())
                .bind("trialRemindedAt", subscription.trialRemindedAt())
                .bind("pendingPlanId", value(subscription.pendingPlanId()))
                .bind("cancelAtPeriodEnd", subscription.cancelAtPeriodEnd())
                .bind("canceledAt", subscription.canceledAt())
                .bind("pausedAt", subscription.pausedAt())
                .bind("pauseReason", reason == null ? null : Columns.word(reason))
                .bind("dueAt", subscription.dueAt())
                .bind("revision", subscription.revision());
    }

    @Override
    public Optional<Subscription> find(SubscriptionId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE s.id = :id")
                .bind("id", id.value())
                .map(SUBSCRIPTION)
                .findOne());
    }

    @Override
    public Optional<Subscription> lock(SubscriptionId id) {
        return handles.write(handle -> handle.createQuery(SELECT + "WHERE s.id = :id FOR NO KEY UPDATE")
                .bind("id", id.value())
                .map(SUBSCRIPTION)
                .findOne());
    }

    @Override
    public Optional<Subscription> findLive(SubjectId subject) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE " + whose(subject) + " AND " + LIVE)
                .bind("subject", subject.value())
                .map(SUBSCRIPTION)
                .findOne());
    }

    @Override
    public Optional<Subscription> lockLive(SubjectId subject) {
        return handles.write(
                handle -> handle.createQuery(SELECT + "WHERE " + whose(subject) + " AND " + LIVE + " FOR NO KEY UPDATE")
                        .bind("subject", subject.value())
                        .map(SUBSCRIPTION)
                        .findOne());
    }

    private static String whose(SubjectId subject) {
        return switch (subject) {
            case UserId person -> "s.user_id = :subject AND s.organization_id IS NULL";
            case OrganizationId organization -> "s.organization_id = :subject";
        };
    }

    @Override
    public List<SubscriptionId> due(Instant now, int limit) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT s.id
                        FROM subscriptions s
                        WHERE s.due_at <= :now AND\s""" + LIVE + """

                        ORDER BY s.due_at, s.id
                        LIMIT :limit
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map(ID)
                .list());
    }

    @Override
    public Optional<Subscription> claimDue(SubscriptionId id, Instant now) {
        // The account is held as rows that name it hold it: who erases the person comes before or after, and nobody
        // waits.
        return handles.write(handle -> handle.createQuery(SELECT + """
                        JOIN users u ON u.id = s.user_id
                        WHERE s.id = :id AND s.due_at <= :now AND\s""" + LIVE + """

                        FOR NO KEY UPDATE OF s SKIP LOCKED
                        FOR KEY SHARE OF u SKIP LOCKED
                        """)
                .bind("id", id.value())
                .bind("now", now)
                .map(SUBSCRIPTION)
                .findOne());
    }

    @Override
    public Page<Subscription> list(SubscriptionFilter filter, PageRequest page) {
        Listing listing = Listing.of(SELECT, page);
        if (filter.userId() != null) {
            listing.where(
                    "s.user_id = :userId AND s.organization_id IS NULL",
                    Map.of("userId", filter.userId().value()));
        }
        if (filter.organizationId() != null) {
            listing.where(
                    "s.organization_id = :organizationId",
                    Map.of("organizationId", filter.organizationId().value()));
        }
        SubscriptionStatus status = filter.status();
        listing.filter("s.status = :status", "status", status == null ? null : Columns.word(status))
                .filter("s.plan_id = :planId", "planId", value(filter.planId()));
        return handles.read(
                handle -> listing.newestFirst(handle, "s.created_at", "s.id", SUBSCRIPTION, Subscription::position));
    }

    private static Money money(ResultSet row, String column) throws SQLException {
        BigDecimal amount = row.getBigDecimal(column);
        return Money.of(amount, Currency.getInstance(Columns.text(row, "currency")));
    }

    private static @Nullable UUID value(@Nullable Id id) {
        return id == null ? null : id.value();
    }
}
