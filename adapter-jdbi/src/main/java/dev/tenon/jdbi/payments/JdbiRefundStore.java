package dev.tenon.jdbi.payments;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.payments.spi.RefundStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code billing_refunds}. */
final class JdbiRefundStore implements RefundStore {

    private static final String COLUMNS = """
            r.id, r.billing_id, r.attempt_id, r.status, r.amount, r.currency, r.note, r.provider_reference,
            r.failure_reason, r.created_at, r.completed_at, r.checks, r.next_check_at""";

    private static final String SELECT = "SELECT " + COLUMNS + "\nFROM billing_refunds r\n";

    private static final RowMapper<Refund> REFUND = (row, context) -> new Refund(
            new RefundId(Columns.uuid(row, "id")),
            new InvoiceId(Columns.uuid(row, "billing_id")),
            new PaymentId(Columns.uuid(row, "attempt_id")),
            Columns.constant(row, "status", RefundStatus.class),
            Money.of(row.getBigDecimal("amount"), Currency.getInstance(Columns.text(row, "currency"))),
            row.getString("note"),
            row.getString("provider_reference"),
            row.getString("failure_reason"),
            Columns.instant(row, "created_at"),
            Columns.instantOrNull(row, "completed_at"),
            row.getInt("checks"),
            Columns.instantOrNull(row, "next_check_at"));

    private final Handles handles;

    JdbiRefundStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(Refund refund, @Nullable String requestKey) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO billing_refunds
                            (id, billing_id, attempt_id, status, amount, currency, note, created_at, completed_at,
                             next_check_at, request_key)
                        VALUES (:id, :invoice, :payment, :status, :amount, :currency, :note, :createdAt, :completedAt,
                                :nextCheckAt, :requestKey)
                        """)
                .bind("id", refund.id().value())
                .bind("invoice", refund.invoiceId().value())
                .bind("payment", refund.paymentId().value())
                .bind("status", Columns.word(refund.status()))
                .bind("amount", refund.amount().amount())
                .bind("currency", refund.amount().currency().getCurrencyCode())
                .bind("note", refund.note())
                .bind("createdAt", refund.createdAt())
                .bind("completedAt", refund.completedAt())
                .bind("nextCheckAt", refund.nextCheckAt())
                .bind("requestKey", requestKey)
                .execute());
    }

    @Override
    public Optional<Refund> find(RefundId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE r.id = :id")
                .bind("id", id.value())
                .map(REFUND)
                .findOne());
    }

    @Override
    public Optional<Refund> findByRequest(String requestKey) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE r.request_key = :key")
                .bind("key", requestKey)
                .map(REFUND)
                .findOne());
    }

    @Override
    public Optional<Refund> lock(RefundId id) {
        return handles.write(handle -> handle.createQuery(SELECT + "WHERE r.id = :id FOR NO KEY UPDATE")
                .bind("id", id.value())
                .map(REFUND)
                .findOne());
    }

    @Override
    public void update(Refund refund) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE billing_refunds
                        SET status = :status, provider_reference = :reference, failure_reason = :reason,
                            completed_at = :completedAt, next_check_at = :nextCheckAt
                        WHERE id = :id
                        """)
                .bind("id", refund.id().value())
                .bind("status", Columns.word(refund.status()))
                .bind("reference", refund.reference())
                .bind("reason", refund.reason())
                .bind("completedAt", refund.completedAt())
                .bind("nextCheckAt", refund.nextCheckAt())
                .execute());
    }

    @Override
    public Page<Refund> list(InvoiceId invoice, PageRequest page) {
        Listing listing = Listing.of(SELECT, page).where("r.billing_id = :invoice", Map.of("invoice", invoice.value()));
        return handles.read(handle -> listing.newestFirst(handle, "r.created_at", "r.id", REFUND, Refund::position));
    }

    @Override
    public Money pending(InvoiceId invoice, Currency currency) {
        return handles.read(handle -> Money.of(
                handle.createQuery("""
                                SELECT coalesce(sum(amount), 0) FROM billing_refunds
                                WHERE billing_id = :invoice AND status = 'pending'
                                """)
                        .bind("invoice", invoice.value())
                        .mapTo(BigDecimal.class)
                        .one(),
                currency));
    }

    @Override
    public List<Refund> claimChecks(Instant now, Instant leaseUntil, int limit) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE billing_refunds r
                        SET checks = r.checks + 1, next_check_at = :leaseUntil
                        FROM (SELECT d.id FROM billing_refunds d
                              WHERE d.next_check_at <= :now
                              ORDER BY d.next_check_at, d.id
                              LIMIT :limit
                              FOR NO KEY UPDATE SKIP LOCKED) AS due
                        WHERE r.id = due.id
                        RETURNING\s""" + COLUMNS)
                .bind("now", now)
                .bind("leaseUntil", leaseUntil)
                .bind("limit", limit)
                .map(REFUND)
                .list());
    }
}
