package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.spi.SubscriptionStore;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.BillingInterval;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Table {@code subscriptions}; those of people only. */
final class JdbiSubscriptionStore implements SubscriptionStore {

    private static final RowMapper<Subscription> SUBSCRIPTION = (row, context) -> new Subscription(
            new SubscriptionId(Columns.uuid(row, "id")),
            new UserId(Columns.uuid(row, "user_id")),
            new PlanId(Columns.uuid(row, "plan_id")),
            Columns.constant(row, "status", SubscriptionStatus.class),
            Money.of(row.getBigDecimal("price"), Currency.getInstance(Columns.text(row, "currency"))),
            Columns.constant(row, "billing_interval", BillingInterval.class),
            row.getObject("start_date", LocalDate.class),
            row.getObject("end_date", LocalDate.class),
            Columns.instant(row, "billing_anchor"),
            Columns.instant(row, "current_period_start"),
            Columns.instant(row, "current_period_end"),
            row.getBoolean("cancel_at_period_end"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"));

    private static final String SELECT = """
            SELECT id, user_id, plan_id, status, price, currency, billing_interval, start_date, end_date, billing_anchor,
                   current_period_start, current_period_end, cancel_at_period_end, created_at, updated_at
            FROM subscriptions
            """;

    private final Handles handles;

    JdbiSubscriptionStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(Subscription subscription) {
        // No error of the database for what is refused here: the unit of work could not go on after one.
        int inserted = handles.write(handle -> handle.createUpdate("""
                        INSERT INTO subscriptions
                            (id, user_id, plan_id, status, price, currency, billing_interval, start_date, end_date,
                             billing_anchor, current_period_start, current_period_end, cancel_at_period_end,
                             created_at, updated_at)
                        VALUES (:id, :userId, :planId, :status, :price, :currency, :interval, :startDate, :endDate,
                                :billingAnchor, :currentPeriodStart, :currentPeriodEnd, :cancelAtPeriodEnd,
                                :createdAt, :updatedAt)
                        ON CONFLICT (user_id)
                            WHERE organization_id IS NULL
                              AND status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')
                        DO NOTHING
                        """)
                .bind("id", subscription.id().value())
                .bind("userId", subscription.userId().value())
                .bind("planId", subscription.planId().value())
                .bind("status", Columns.word(subscription.status()))
                .bind("price", subscription.price().amount())
                .bind("currency", subscription.price().currency().getCurrencyCode())
                .bind("interval", Columns.word(subscription.interval()))
                .bind("startDate", subscription.startDate())
                .bind("endDate", subscription.endDate())
                .bind("billingAnchor", subscription.billingAnchor())
                .bind("currentPeriodStart", subscription.currentPeriodStart())
                .bind("currentPeriodEnd", subscription.currentPeriodEnd())
                .bind("cancelAtPeriodEnd", subscription.cancelAtPeriodEnd())
                .bind("createdAt", subscription.createdAt())
                .bind("updatedAt", subscription.updatedAt())
                .execute());
        if (inserted == 0) {
            throw SubscriptionRefusal.ALREADY_LIVE.refusal();
        }
    }

    @Override
    public Optional<Subscription> find(SubscriptionId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE id = :id AND organization_id IS NULL")
                .bind("id", id.value())
                .map(SUBSCRIPTION)
                .findOne());
    }

    @Override
    public Optional<Subscription> findLive(UserId userId) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE user_id = :userId AND organization_id IS NULL
                          AND status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')
                        """)
                .bind("userId", userId.value())
                .map(SUBSCRIPTION)
                .findOne());
    }

    @Override
    public Page<Subscription> list(UserId userId, PageRequest page) {
        Listing listing = Listing.of(SELECT, page)
                .where("user_id = :userId AND organization_id IS NULL", Map.of("userId", userId.value()));
        return handles.read(
                handle -> listing.newestFirst(handle, "created_at", "id", SUBSCRIPTION, Subscription::position));
    }
}
