package dev.tenon.jdbi.payments;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentBacklog;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.PaymentTrigger;
import dev.tenon.ports.payments.spi.PaymentStore;
import java.net.URI;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code billing_attempts}. */
final class JdbiPaymentStore implements PaymentStore {

    private static final String COLUMNS = """
            a.id, a.billing_id, a.attempt, a.initiated_by, a.provider, a.payment_method_id, a.outcome, a.amount,
            a.refunded_amount, a.currency, a.provider_reference, a.failure_reason, a.action_url, a.created_at,
            a.completed_at, a.checks, a.next_check_at""";

    private static final String SELECT = "SELECT " + COLUMNS + "\nFROM billing_attempts a\n";

    private static final int MOST_REFUNDABLE = 100;

    private static final RowMapper<Payment> PAYMENT = (row, context) -> {
        Currency currency = Currency.getInstance(Columns.text(row, "currency"));
        @Nullable String action = row.getString("action_url");
        return new Payment(
                new PaymentId(Columns.uuid(row, "id")),
                new InvoiceId(Columns.uuid(row, "billing_id")),
                row.getInt("attempt"),
                Columns.constant(row, "initiated_by", PaymentTrigger.class),
                Columns.text(row, "provider"),
                Columns.idOrNull(row, "payment_method_id", PaymentMethodId::new),
                Columns.constant(row, "outcome", PaymentStatus.class),
                Money.of(row.getBigDecimal("amount"), currency),
                Money.of(row.getBigDecimal("refunded_amount"), currency),
                row.getString("provider_reference"),
                row.getString("failure_reason"),
                action == null ? null : URI.create(action),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "completed_at"),
                row.getInt("checks"),
                Columns.instantOrNull(row, "next_check_at"));
    };

    private static final RowMapper<PaymentBacklog> BACKLOG = (row, context) -> new PaymentBacklog(
            row.getLong("pending"),
            row.getLong("needs_action"),
            row.getLong("unknown"),
            row.getLong("stuck"),
            row.getLong("declined_softly"),
            row.getLong("declined_hard"),
            row.getLong("failed"));

    private final Handles handles;

    JdbiPaymentStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Optional<Payment> insert(Payment payment, @Nullable String requestKey) {
        return handles.write(handle -> handle.createQuery("""
                        INSERT INTO billing_attempts AS a
                            (id, billing_id, attempt, initiated_by, provider, provider_key, provider_reference,
                             payment_method_id, amount, currency, outcome, created_at, completed_at, next_check_at, request_key)
                        SELECT :id, :invoice, 1 + coalesce(max(n.attempt), 0), :trigger, :gateway, :id::text, :reference,
                               :method, :amount, :currency, :status, :createdAt, :completedAt, :nextCheckAt, :requestKey
                        FROM billing_attempts n
                        WHERE n.billing_id = :invoice
                        ON CONFLICT (billing_id) WHERE outcome IN ('pending', 'needs_action', 'unknown') DO NOTHING
                        RETURNING\s""" + COLUMNS)
                .bind("id", payment.id().value())
                .bind("invoice", payment.invoiceId().value())
                .bind("trigger", Columns.word(payment.trigger()))
                .bind("gateway", payment.gateway())
                .bind("reference", payment.reference())
                .bind(
                        "method",
                        payment.methodId() == null ? null : payment.methodId().value())
                .bind("amount", payment.amount().amount())
                .bind("currency", payment.amount().currency().getCurrencyCode())
                .bind("status", Columns.word(payment.status()))
                .bind("createdAt", payment.createdAt())
                .bind("completedAt", payment.completedAt())
                .bind("nextCheckAt", payment.nextCheckAt())
                .bind("requestKey", requestKey)
                .map(PAYMENT)
                .findOne());
    }

    @Override
    public Optional<Payment> find(PaymentId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE a.id = :id")
                .bind("id", id.value())
                .map(PAYMENT)
                .findOne());
    }

    @Override
    public Optional<Payment> findByRequest(String requestKey) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE a.request_key = :key")
                .bind("key", requestKey)
                .map(PAYMENT)
                .findOne());
    }

    @Override
    public Optional<Payment> findOpen(InvoiceId invoice) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE a.billing_id = :invoice AND a.outcome IN ('pending', 'needs_action', 'unknown')
                        """)
                .bind("invoice", invoice.value())
                .map(PAYMENT)
                .findOne());
    }

    @Override
    public Optional<Payment> lock(PaymentId id) {
        return handles.write(handle -> handle.createQuery(SELECT + "WHERE a.id = :id FOR NO KEY UPDATE")
                .bind("id", id.value())
                .map(PAYMENT)
                .findOne());
    }

    @Override
    public void update(Payment payment, @Nullable Instant toldAt) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE billing_attempts
                        SET outcome = :status, provider_reference = :reference, failure_reason = :reason,
                            action_url = :action, completed_at = :completedAt, next_check_at = :nextCheckAt,
                            told_at = coalesce(:toldAt, told_at)
                        WHERE id = :id
                        """)
                .bind("id", payment.id().value())
                .bind("status", Columns.word(payment.status()))
                .bind("reference", payment.reference())
                .bind("reason", payment.reason())
                .bind(
                        "action",
                        payment.actionUrl() == null ? null : payment.actionUrl().toString())
                .bind("completedAt", payment.completedAt())
                .bind("nextCheckAt", payment.nextCheckAt())
                .bind("toldAt", toldAt)
                .execute());
    }

    @Override
    public Optional<Instant> toldAt(PaymentId id) {
        return handles.read(handle -> handle.createQuery(
                        "SELECT told_at FROM billing_attempts WHERE id = :id AND told_at IS NOT NULL")
                .bind("id", id.value())
                .map((row, context) -> Columns.instant(row, "told_at"))
                .findOne());
    }

    @Override
    public boolean refund(PaymentId id, Money amount) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE billing_attempts
                        SET refunded_amount = refunded_amount + :amount
                        WHERE id = :id AND outcome = 'succeeded'
                          AND refunded_amount + :amount BETWEEN 0 AND amount
                        """)
                        .bind("id", id.value())
                        .bind("amount", amount.amount())
                        .execute()
                == 1);
    }

    @Override
    public Page<Payment> list(InvoiceId invoice, PageRequest page) {
        Listing listing = Listing.of(SELECT, page).where("a.billing_id = :invoice", Map.of("invoice", invoice.value()));
        return handles.read(handle -> listing.newestFirst(handle, "a.created_at", "a.id", PAYMENT, Payment::position));
    }

    @Override
    public List<Payment> refundable(InvoiceId invoice) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE a.billing_id = :invoice AND a.outcome = 'succeeded' AND a.refunded_amount < a.amount
                        ORDER BY a.created_at DESC, a.id DESC
                        LIMIT :most
                        """)
                .bind("invoice", invoice.value())
                .bind("most", MOST_REFUNDABLE)
                .map(PAYMENT)
                .list());
    }

    @Override
    public Tries tries(InvoiceId invoice, Instant since) {
        Optional<Payment> lastDeclined = handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE a.billing_id = :invoice AND a.initiated_by = 'schedule'
                          AND a.outcome IN ('declined_softly', 'declined_hard')
                        ORDER BY a.attempt DESC
                        LIMIT 1
                        """)
                .bind("invoice", invoice.value())
                .map(PAYMENT)
                .findOne());
        return handles.read(handle -> handle.createQuery("""
                        SELECT min(a.created_at) FILTER (WHERE a.initiated_by = 'schedule'
                                   AND a.outcome IN ('declined_softly', 'declined_hard', 'failed')) AS first_at,
                               count(*) FILTER (WHERE a.initiated_by = 'schedule' AND a.outcome = 'failed'
                                   AND a.attempt > coalesce((
                                       SELECT max(n.attempt) FROM billing_attempts n
                                       WHERE n.billing_id = :invoice AND n.initiated_by = 'schedule'
                                         AND n.outcome IN ('declined_softly', 'declined_hard', 'succeeded')), 0)) AS failures,
                               count(*) FILTER (WHERE a.initiated_by = 'person' AND a.created_at >= :since) AS by_person
                        FROM billing_attempts a
                        WHERE a.billing_id = :invoice
                        """)
                .bind("invoice", invoice.value())
                .bind("since", since)
                .map((row, context) -> new Tries(
                        Columns.instantOrNull(row, "first_at"),
                        lastDeclined.orElse(null),
                        row.getInt("failures"),
                        row.getInt("by_person")))
                .one());
    }

    @Override
    public Optional<InvoiceId> claimDue(Instant now) {
        // The subscription is locked and not the invoice, for that is the order everywhere.
        return handles.write(handle -> handle.createQuery("""
                        SELECT b.id
                        FROM billing b
                        JOIN subscriptions s ON s.id = b.subscription_id
                        WHERE b.payment_status IN ('pending', 'failed') AND b.next_attempt_at <= :now
                          AND NOT EXISTS (
                              SELECT 1 FROM billing_attempts a
                              WHERE a.billing_id = b.id AND a.outcome IN ('pending', 'needs_action', 'unknown'))
                        ORDER BY b.next_attempt_at, b.id
                        LIMIT 1
                        FOR NO KEY UPDATE OF s SKIP LOCKED
                        """)
                .bind("now", now)
                .map((row, context) -> new InvoiceId(Columns.uuid(row, "id")))
                .findOne());
    }

    @Override
    public List<InvoiceId> open(SubjectId subject, int limit) {
        return handles.read(handle -> handle.createQuery("SELECT b.id FROM billing b WHERE " + owned(subject) + """
                         AND b.payment_status IN ('pending', 'failed')
                        ORDER BY b.created_at, b.id
                        LIMIT :limit
                        """)
                .bind("subject", subject.value())
                .bind("limit", limit)
                .map((row, context) -> new InvoiceId(Columns.uuid(row, "id")))
                .list());
    }

    private static String owned(SubjectId subject) {
        return switch (subject) {
            case UserId person -> "b.user_id = :subject AND b.organization_id IS NULL";
            case OrganizationId organization -> "b.organization_id = :subject";
        };
    }

    @Override
    public List<Payment> claimChecks(Instant now, Instant leaseUntil, int limit) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE billing_attempts a
                        SET checks = a.checks + 1, next_check_at = :leaseUntil
                        FROM (SELECT d.id FROM billing_attempts d
                              WHERE d.next_check_at <= :now
                              ORDER BY d.next_check_at, d.id
                              LIMIT :limit
                              FOR NO KEY UPDATE SKIP LOCKED) AS due
                        WHERE a.id = due.id
                        RETURNING\s""" + COLUMNS)
                .bind("now", now)
                .bind("leaseUntil", leaseUntil)
                .bind("limit", limit)
                .map(PAYMENT)
                .list());
    }

    @Override
    public PaymentBacklog backlog(Instant failedSince) {
        // Both are read by partial indexes that hold little: what is open, and what failed, by when it did.
        return handles.read(handle -> handle.createQuery("""
                        SELECT o.pending, o.needs_action, o.unknown, o.stuck, f.declined_softly, f.declined_hard, f.failed
                        FROM (
                            SELECT count(*) FILTER (WHERE outcome = 'pending') AS pending,
                                   count(*) FILTER (WHERE outcome = 'needs_action') AS needs_action,
                                   count(*) FILTER (WHERE outcome = 'unknown') AS unknown,
                                   count(*) FILTER (WHERE next_check_at IS NULL) AS stuck
                            FROM (SELECT outcome, next_check_at
                                  FROM billing_attempts
                                  WHERE outcome IN ('pending', 'needs_action', 'unknown')
                                  LIMIT :most) open) o
                        CROSS JOIN (
                            SELECT count(*) FILTER (WHERE outcome = 'declined_softly') AS declined_softly,
                                   count(*) FILTER (WHERE outcome = 'declined_hard') AS declined_hard,
                                   count(*) FILTER (WHERE outcome = 'failed') AS failed
                            FROM (SELECT outcome
                                  FROM billing_attempts
                                  WHERE outcome IN ('declined_softly', 'declined_hard', 'failed')
                                    AND completed_at >= :since
                                  LIMIT :most) lately) f
                        """)
                .bind("since", failedSince)
                .bind("most", PaymentBacklog.MOST_COUNTED)
                .map(BACKLOG)
                .one());
    }
}
