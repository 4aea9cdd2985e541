package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.billing.SubscriptionChange;
import dev.tenon.ports.billing.SubscriptionChangeKind;
import dev.tenon.ports.billing.spi.SubscriptionChangeStore;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code subscription_changes}. */
final class JdbiSubscriptionChangeStore implements SubscriptionChangeStore {

    private static final RowMapper<SubscriptionChange> CHANGE = (row, context) -> {
        Currency currency = Currency.getInstance(Columns.text(row, "currency"));
        return new SubscriptionChange(
                new SubscriptionId(Columns.uuid(row, "subscription_id")),
                row.getInt("number"),
                Columns.instant(row, "at"),
                Columns.constant(row, "kind", SubscriptionChangeKind.class),
                Columns.idOrNull(row, "plan_before", PlanId::new),
                Columns.idOrNull(row, "plan_after", PlanId::new),
                Money.of(row.getBigDecimal("yearly_before"), currency),
                Money.of(row.getBigDecimal("yearly_after"), currency));
    };

    private final Handles handles;

    JdbiSubscriptionChangeStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void append(SubscriptionChange change) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO subscription_changes
                            (subscription_id, number, at, kind, plan_before, plan_after, yearly_before, yearly_after, currency)
                        VALUES (:subscription, :number, :at, :kind, :planBefore, :planAfter, :yearlyBefore, :yearlyAfter,
                                :currency)
                        """)
                .bind("subscription", change.subscriptionId().value())
                .bind("number", change.number())
                .bind("at", change.at())
                .bind("kind", Columns.word(change.kind()))
                .bind("planBefore", value(change.planBefore()))
                .bind("planAfter", value(change.planAfter()))
                .bind("yearlyBefore", change.yearlyBefore().amount())
                .bind("yearlyAfter", change.yearlyAfter().amount())
                .bind("currency", change.yearlyAfter().currency().getCurrencyCode())
                .execute());
    }

    @Override
    public Optional<SubscriptionChange> last(SubscriptionId subscription) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT subscription_id, number, at, kind, plan_before, plan_after, yearly_before, yearly_after,
                               currency
                        FROM subscription_changes
                        WHERE subscription_id = :subscription
                        ORDER BY number DESC
                        LIMIT 1
                        """)
                .bind("subscription", subscription.value())
                .map(CHANGE)
                .findOne());
    }

    @Override
    public boolean hasPaid(SubjectId subject, Currency currency) {
        String whose = switch (subject) {
            case UserId person -> "s.user_id = :subject AND s.organization_id IS NULL";
            case OrganizationId organization -> "s.organization_id = :subject";
        };
        return handles.read(handle -> handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1
                            FROM subscriptions s
                            JOIN subscription_changes c ON c.subscription_id = s.id
                            WHERE c.currency = :currency AND\s""" + whose + ")")
                .bind("subject", subject.value())
                .bind("currency", currency.getCurrencyCode())
                .mapTo(Boolean.class)
                .one());
    }

    private static @Nullable UUID value(@Nullable PlanId plan) {
        return plan == null ? null : plan.value();
    }
}
