package dev.tenon.jdbi.invoices;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.ports.invoices.CreditBalance;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceCredit;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Reads invoices, each with its lines in one row, and credit notes. */
final class InvoiceRows {

    /** An invoice {@code b} with its lines {@code l}; ends in its FROM clause. */
    static final String SELECT = """
            SELECT b.id, b.user_id, b.organization_id, b.subscription_id, b.number, b.kind, b.payment_status, b.period_start,
                   b.period_end, b.tax_percent, b.tax_inclusive, b.subtotal, b.tax, b.amount, b.currency, b.amount_paid,
                   b.credit_applied, b.credit_noted, b.credit_given, b.credit_left, b.due_at, b.finalized_at,
                   b.payment_date, b.attempt_count, b.next_attempt_at, b.created_at, b.updated_at, b.revision,
                   l.descriptions, l.quantities, l.unit_amounts, l.amounts, l.taxes, l.starts, l.ends, l.prorations,
                   l.plans
            FROM billing b
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg(description::text ORDER BY position), '{}') AS descriptions,
                       array_agg(quantity::bigint ORDER BY position) AS quantities,
                       array_agg(unit_amount::text ORDER BY position) AS unit_amounts,
                       array_agg(amount::text ORDER BY position) AS amounts,
                       array_agg(tax::text ORDER BY position) AS taxes,
                       array_agg((extract(epoch FROM period_start) * 1000000)::bigint ORDER BY position) AS starts,
                       array_agg((extract(epoch FROM period_end) * 1000000)::bigint ORDER BY position) AS ends,
                       array_agg(is_proration::int::bigint ORDER BY position) AS prorations,
                       array_agg(plan_id::text ORDER BY position) AS plans
                FROM billing_lines
                WHERE billing_id = b.id) l
            """;

    static final RowMapper<Invoice> INVOICE = (row, context) -> {
        Currency currency = Currency.getInstance(Columns.text(row, "currency"));
        return new Invoice(
                new InvoiceId(Columns.uuid(row, "id")),
                new UserId(Columns.uuid(row, "user_id")),
                Columns.idOrNull(row, "organization_id", OrganizationId::new),
                new SubscriptionId(Columns.uuid(row, "subscription_id")),
                Columns.longOrNull(row, "number"),
                Columns.constant(row, "kind", InvoiceKind.class),
                Columns.constant(row, "payment_status", InvoiceStatus.class),
                Columns.instantOrNull(row, "period_start"),
                Columns.instantOrNull(row, "period_end"),
                new TaxRate(row.getBigDecimal("tax_percent"), row.getBoolean("tax_inclusive")),
                money(row, "subtotal", currency),
                money(row, "tax", currency),
                money(row, "amount", currency),
                money(row, "amount_paid", currency),
                new InvoiceCredit(
                        money(row, "credit_applied", currency),
                        money(row, "credit_noted", currency),
                        money(row, "credit_given", currency),
                        money(row, "credit_left", currency)),
                Columns.instantOrNull(row, "due_at"),
                Columns.instantOrNull(row, "finalized_at"),
                Columns.instantOrNull(row, "payment_date"),
                row.getInt("attempt_count"),
                Columns.instantOrNull(row, "next_attempt_at"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"),
                row.getLong("revision"),
                lines(row, currency));
    };

    static final RowMapper<CreditNote> NOTE = (row, context) -> {
        Currency currency = Currency.getInstance(Columns.text(row, "currency"));
        return new CreditNote(
                new CreditNoteId(Columns.uuid(row, "id")),
                new InvoiceId(Columns.uuid(row, "billing_id")),
                row.getLong("number"),
                money(row, "subtotal", currency),
                money(row, "tax", currency),
                money(row, "amount", currency),
                money(row, "refunded", currency),
                money(row, "kept", currency),
                row.getString("reason"),
                Columns.instant(row, "created_at"));
    };

    /** One invoice that a credit comes from, with the whole of the credit. */
    static final RowMapper<CreditBalance> CREDIT = (row, context) -> {
        Currency currency = Currency.getInstance(Columns.text(row, "currency"));
        return new CreditBalance(
                money(row, "total", currency),
                List.of(new CreditBalance.Source(
                        new InvoiceId(Columns.uuid(row, "id")),
                        Invoice.reference(row.getLong("number")),
                        money(row, "credit_left", currency),
                        Columns.instant(row, "created_at"))));
    };

    private InvoiceRows() {}

    private static Money money(ResultSet row, String column, Currency currency) throws SQLException {
        return Money.of(row.getBigDecimal(column), currency);
    }

    private static List<InvoiceLine> lines(ResultSet row, Currency currency) throws SQLException {
        List<String> descriptions = Columns.texts(row, "descriptions");
        if (descriptions.isEmpty()) {
            return List.of();
        }
        @Nullable Long[] quantities = Columns.longs(row, "quantities");
        List<String> unitAmounts = Columns.texts(row, "unit_amounts");
        List<String> amounts = Columns.texts(row, "amounts");
        List<String> taxes = Columns.texts(row, "taxes");
        @Nullable Long[] starts = Columns.longs(row, "starts");
        @Nullable Long[] ends = Columns.longs(row, "ends");
        @Nullable Long[] prorations = Columns.longs(row, "prorations");
        List<@Nullable String> plans = Columns.textsOrNulls(row, "plans");
        List<InvoiceLine> lines = new ArrayList<>(descriptions.size());
        for (int at = 0; at < descriptions.size(); at++) {
            lines.add(new InvoiceLine(
                    descriptions.get(at),
                    Math.toIntExact(number(quantities[at])),
                    money(unitAmounts.get(at), currency),
                    money(amounts.get(at), currency),
                    money(taxes.get(at), currency),
                    instant(starts[at]),
                    instant(ends[at]),
                    number(prorations[at]) == 1,
                    plan(plans.get(at))));
        }
        return lines;
    }

    private static @Nullable PlanId plan(@Nullable String id) {
        return id == null ? null : new PlanId(UUID.fromString(id));
    }

    private static Money money(String amount, Currency currency) {
        return Money.of(new BigDecimal(amount), currency);
    }

    private static long number(@Nullable Long value) throws SQLException {
        if (value == null) {
            throw new SQLException("A line of an invoice has all its numbers");
        }
        return value;
    }

    private static @Nullable Instant instant(@Nullable Long micros) {
        return micros == null
                ? null
                : Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
