package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.billing.SubscriptionChangeKind;
import dev.tenon.ports.billing.spi.BillingReportStore;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** Sums over what billing stores: a statement for each question, each served by an index on the times that it asks for. */
final class JdbiBillingReportStore implements BillingReportStore {

    private static final RowMapper<Movement> MOVEMENT = (row, context) -> new Movement(
            row.getInt("month"),
            currency(row),
            Columns.constant(row, "kind", SubscriptionChangeKind.class),
            row.getLong("changes"),
            money(row, "yearly"));

    private static final RowMapper<TrialCount> TRIALS = (row, context) ->
            new TrialCount(row.getInt("month"), currency(row), row.getLong("begun"), row.getLong("converted"));

    private static final RowMapper<PlanSum> PLAN = (row, context) -> new PlanSum(
            row.getInt("month"),
            currency(row),
            Columns.idOrNull(row, "plan_id", PlanId::new),
            row.getString("plan"),
            money(row, "net"),
            row.getBigDecimal("noted"));

    private static final RowMapper<MoneySum> SUMS = (row, context) -> new MoneySum(
            row.getInt("month"), currency(row), money(row, "tax"), money(row, "received"), money(row, "refunded"));

    private static final RowMapper<UnpaidSum> UNPAID = (row, context) ->
            new UnpaidSum(row.getInt("age"), currency(row), row.getLong("invoices"), money(row, "due"));

    private final Handles handles;

    JdbiBillingReportStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public List<Movement> movements(Months months) {
        return handles.read(handle -> {
            try (Query query = over(handle, months, """
                    SELECT width_bucket(at, (:starts)::timestamptz[]) AS month, currency, kind, count(*) AS changes,
                           sum(yearly_after - yearly_before) AS yearly
                    FROM subscription_changes
                    WHERE at < :end
                    GROUP BY month, currency, kind
                    """)) {
                return query.map(MOVEMENT).list();
            }
        });
    }

    @Override
    public List<TrialCount> trials(Months months) {
        return asked(months, TRIALS, """
                SELECT month, currency, sum(begun) AS begun, sum(converted) AS converted
                FROM (
                    SELECT width_bucket(t.created_at, (:starts)::timestamptz[]) AS month, p.currency, 1 AS begun,
                           0 AS converted
                    FROM trial_periods t
                    JOIN plans p ON p.id = t.plan_id
                    WHERE t.created_at >= :start AND t.created_at < :end
                    UNION ALL
                    SELECT width_bucket(c.at, (:starts)::timestamptz[]), c.currency, 0, 1
                    FROM subscription_changes c
                    JOIN subscriptions s ON s.id = c.subscription_id
                    WHERE c.at >= :start AND c.at < :end AND c.number = 1 AND s.trial_end IS NOT NULL) counted
                GROUP BY month, currency
                """);
    }

    @Override
    public List<PlanSum> revenue(Months months) {
        return asked(months, PLAN, """
                WITH charged AS (
                    SELECT width_bucket(b.finalized_at, (:starts)::timestamptz[]) AS month, b.currency, l.plan_id,
                           l.amount - CASE WHEN b.tax_inclusive THEN l.tax ELSE 0 END AS net, 0 AS noted
                    FROM billing b
                    JOIN billing_lines l ON l.billing_id = b.id
                    WHERE b.finalized_at >= :start AND b.finalized_at < :end AND b.payment_status <> 'void'
                    UNION ALL
                    SELECT width_bucket(n.created_at, (:starts)::timestamptz[]), n.currency, l.plan_id, 0,
                           -- Twenty decimals, however large the amounts are: they are rounded by whoever adds them up.
                           (n.subtotal * (l.amount - CASE WHEN b.tax_inclusive THEN l.tax ELSE 0 END))::NUMERIC(60, 20)
                               / NULLIF(b.subtotal, 0)
                    FROM credit_notes n
                    JOIN billing b ON b.id = n.billing_id
                    JOIN billing_lines l ON l.billing_id = b.id
                    WHERE n.created_at >= :start AND n.created_at < :end AND b.payment_status <> 'void')
                SELECT c.month, c.currency, c.plan_id, p.name AS plan, sum(c.net) AS net,
                       coalesce(sum(c.noted), 0) AS noted
                FROM charged c
                LEFT JOIN plans p ON p.id = c.plan_id
                GROUP BY c.month, c.currency, c.plan_id, p.name
                """);
    }

    @Override
    public List<MoneySum> money(Months months) {
        return asked(months, SUMS, """
                SELECT month, currency, sum(tax) AS tax, sum(received) AS received, sum(refunded) AS refunded
                FROM (
                    SELECT width_bucket(finalized_at, (:starts)::timestamptz[]) AS month, currency, tax, 0 AS received,
                           0 AS refunded
                    FROM billing
                    WHERE finalized_at >= :start AND finalized_at < :end AND payment_status <> 'void'
                    UNION ALL
                    SELECT width_bucket(n.created_at, (:starts)::timestamptz[]), n.currency, -n.tax, 0, 0
                    FROM credit_notes n
                    JOIN billing b ON b.id = n.billing_id
                    WHERE n.created_at >= :start AND n.created_at < :end AND b.payment_status <> 'void'
                    UNION ALL
                    SELECT width_bucket(completed_at, (:starts)::timestamptz[]), currency, 0, amount, 0
                    FROM billing_attempts
                    WHERE completed_at >= :start AND completed_at < :end AND outcome = 'succeeded'
                    UNION ALL
                    SELECT width_bucket(completed_at, (:starts)::timestamptz[]), currency, 0, 0, amount
                    FROM billing_refunds
                    WHERE completed_at >= :start AND completed_at < :end AND status = 'succeeded') moved
                GROUP BY month, currency
                """);
    }

    @Override
    public List<UnpaidSum> unpaid(Instant at, List<Instant> dueBounds) {
        // Open now, or paid since: nothing else can have been open then.
        return handles.read(handle -> {
            try (Query query = handle.createQuery("""
                    SELECT width_bucket(b.due_at, (:bounds)::timestamptz[]) AS age, b.currency, count(*) AS invoices,
                           sum(d.due) AS due
                    FROM (
                        SELECT id, currency, due_at, finalized_at, amount - credit_applied AS asked
                        FROM billing
                        WHERE payment_status IN ('pending', 'failed')
                        UNION ALL
                        SELECT id, currency, due_at, finalized_at, amount - credit_applied
                        FROM billing
                        WHERE payment_date >= :at AND payment_status IN ('paid', 'refunded')) b
                    CROSS JOIN LATERAL (
                        SELECT b.asked
                               - coalesce((SELECT sum(amount) FROM credit_notes
                                           WHERE billing_id = b.id AND created_at < :at), 0)
                               - coalesce((SELECT sum(amount) FROM billing_attempts
                                           WHERE billing_id = b.id AND outcome = 'succeeded' AND completed_at < :at), 0)
                               + coalesce((SELECT sum(amount) FROM billing_refunds
                                           WHERE billing_id = b.id AND status = 'succeeded' AND completed_at < :at), 0)
                               AS due) d
                    WHERE b.finalized_at < :at AND d.due > 0
                    GROUP BY age, b.currency
                    """)) {
                return query.bindArray("bounds", String.class, texts(dueBounds))
                        .bind("at", at)
                        .addCustomizer(Listing.PLANNED_FOR_ITS_VALUES)
                        .map(UNPAID)
                        .list();
            }
        });
    }

    private <T> List<T> asked(Months months, RowMapper<T> mapper, String question) {
        return handles.read(handle -> {
            try (Query query = over(handle, months, question).bind("start", months.start())) {
                return query.map(mapper).list();
            }
        });
    }

    private static Query over(Handle handle, Months months, String question) {
        return handle.createQuery(question)
                .bindArray("starts", String.class, texts(months.starts()))
                .bind("end", months.end())
                .addCustomizer(Listing.PLANNED_FOR_ITS_VALUES);
    }

    private static List<String> texts(List<Instant> instants) {
        return instants.stream().map(Instant::toString).toList();
    }

    private static Currency currency(ResultSet row) throws SQLException {
        return Currency.getInstance(Columns.text(row, "currency"));
    }

    private static Money money(ResultSet row, String column) throws SQLException {
        return Money.of(row.getBigDecimal(column), currency(row));
    }
}
