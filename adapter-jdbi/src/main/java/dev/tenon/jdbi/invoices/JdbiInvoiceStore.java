package dev.tenon.jdbi.invoices;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.invoices.CreditBalance;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.spi.InvoiceStore;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Tables {@code billing}, {@code billing_lines} and {@code credit_notes}. */
final class JdbiInvoiceStore implements InvoiceStore {

    private static final String SELECT_NOTE = """
            SELECT id, billing_id, number, subtotal, tax, amount, refunded, kept, currency, reason, created_at
            FROM credit_notes
            """;

    private final Handles handles;

    JdbiInvoiceStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public boolean insert(Invoice draft) {
        // No error of the database for what is there already: the unit of work could not go on after one.
        int inserted = handles.write(handle -> handle.createUpdate("""
                        INSERT INTO billing
                            (id, user_id, organization_id, subscription_id, kind, payment_status, period_start, period_end,
                             tax_percent, tax_inclusive, subtotal, tax, amount, currency, created_at, updated_at, revision)
                        VALUES (:id, :user, :organization, :subscription, :kind, :status, :periodStart, :periodEnd,
                                :taxPercent, :taxInclusive, :subtotal, :tax, :total, :currency, :createdAt, :updatedAt,
                                :revision)
                        ON CONFLICT (subscription_id, period_start, kind)
                            WHERE kind IN ('subscription_create', 'subscription_cycle') AND payment_status <> 'void'
                        DO NOTHING
                        """)
                .bind("id", draft.id().value())
                .bind("user", draft.userId().value())
                .bind("organization", value(draft.organizationId()))
                .bind("subscription", draft.subscriptionId().value())
                .bind("kind", Columns.word(draft.kind()))
                .bind("status", Columns.word(draft.status()))
                .bind("periodStart", draft.periodStart())
                .bind("periodEnd", draft.periodEnd())
                .bind("taxPercent", draft.taxRate().percent())
                .bind("taxInclusive", draft.taxRate().inclusive())
                .bind("subtotal", draft.subtotal().amount())
                .bind("tax", draft.tax().amount())
                .bind("total", draft.total().amount())
                .bind("currency", draft.currency().getCurrencyCode())
                .bind("createdAt", draft.createdAt())
                .bind("updatedAt", draft.updatedAt())
                .bind("revision", draft.revision())
                .execute());
        if (inserted == 1) {
            insertLines(draft.id(), draft.lines());
        }
        return inserted == 1;
    }

    private void insertLines(InvoiceId invoice, List<InvoiceLine> lines) {
        handles.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO billing_lines (billing_id, position, description, quantity, unit_amount, amount, tax,
                                               period_start, period_end, is_proration, plan_id)
                    VALUES (:invoice, :position, :description, :quantity, :unitAmount, :amount, :tax,
                            :periodStart, :periodEnd, :isProration, :plan)
                    """);
            for (int at = 0; at < lines.size(); at++) {
                InvoiceLine line = lines.get(at);
                PlanId plan = line.planId();
                batch.bind("invoice", invoice.value())
                        .bind("position", at + 1)
                        .bind("description", line.description())
                        .bind("quantity", line.quantity())
                        .bind("unitAmount", line.unitAmount().amount())
                        .bind("amount", line.amount().amount())
                        .bind("tax", line.tax().amount())
                        .bind("periodStart", line.periodStart())
                        .bind("periodEnd", line.periodEnd())
                        .bind("isProration", line.isProration())
                        .bind("plan", plan == null ? null : plan.value())
                        .add();
            }
            return batch.execute();
        });
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return handles.read(handle -> one(handle, id, ""));
    }

    @Override
    public Optional<Invoice> findOfPeriod(SubscriptionId subscription, InvoiceKind kind, Instant periodStart) {
        return handles.read(handle -> handle.createQuery(InvoiceRows.SELECT + """
                        WHERE b.subscription_id = :subscription AND b.kind = :kind AND b.period_start = :periodStart
                          AND b.payment_status <> 'void'
                        """)
                .bind("subscription", subscription.value())
                .bind("kind", Columns.word(kind))
                .bind("periodStart", periodStart)
                .map(InvoiceRows.INVOICE)
                .findOne());
    }

    @Override
    public Optional<Invoice> lock(InvoiceId id) {
        handles.write(handle -> handle.createQuery("""
                        SELECT 1 FROM subscriptions
                        WHERE id = (SELECT subscription_id FROM billing WHERE id = :id)
                        FOR NO KEY UPDATE
                        """)
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne());
        return handles.write(handle -> one(handle, id, "FOR NO KEY UPDATE OF b"));
    }

    private static Optional<Invoice> one(Handle handle, InvoiceId id, String lock) {
        return handle.createQuery(InvoiceRows.SELECT + "WHERE b.id = :id " + lock)
                .bind("id", id.value())
                .map(InvoiceRows.INVOICE)
                .findOne();
    }

    @Override
    public long nextNumber() {
        return next("invoice");
    }

    @Override
    public long nextNoteNumber() {
        return next("credit-note");
    }

    private long next(String counter) {
        return handles.write(
                handle -> handle.createQuery("UPDATE counters SET value = value + 1 WHERE name = :name RETURNING value")
                        .bind("name", counter)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public Invoice update(Invoice invoice) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE billing
                        SET number = :number, payment_status = :status, tax_percent = :taxPercent,
                            tax_inclusive = :taxInclusive, subtotal = :subtotal, tax = :tax, amount = :total,
                            currency = :currency, amount_paid = :paid, credit_applied = :applied, credit_noted = :noted,
                            credit_given = :given, credit_left = :left, due_at = :dueAt, finalized_at = :finalizedAt,
                            payment_date = :paidAt, attempt_count = :attempts, next_attempt_at = :nextAttemptAt,
                            updated_at = :updatedAt, revision = revision + 1
                        WHERE id = :id
                        """)
                .bind("id", invoice.id().value())
                .bind("number", invoice.number())
                .bind("status", Columns.word(invoice.status()))
                .bind("taxPercent", invoice.taxRate().percent())
                .bind("taxInclusive", invoice.taxRate().inclusive())
                .bind("subtotal", invoice.subtotal().amount())
                .bind("tax", invoice.tax().amount())
                .bind("total", invoice.total().amount())
                .bind("currency", invoice.currency().getCurrencyCode())
                .bind("paid", invoice.amountPaid().amount())
                .bind("applied", invoice.credit().applied().amount())
                .bind("noted", invoice.credit().noted().amount())
                .bind("given", invoice.credit().given().amount())
                .bind("left", invoice.credit().left().amount())
                .bind("dueAt", invoice.dueAt())
                .bind("finalizedAt", invoice.finalizedAt())
                .bind("paidAt", invoice.paidAt())
                .bind("attempts", invoice.attempts())
                .bind("nextAttemptAt", invoice.nextAttemptAt())
                .bind("updatedAt", invoice.updatedAt())
                .execute());
        return handles.write(handle -> one(handle, invoice.id(), "")).orElseThrow();
    }

    @Override
    public void replaceLines(InvoiceId draft, List<InvoiceLine> lines) {
        handles.write(handle -> handle.createUpdate("DELETE FROM billing_lines WHERE billing_id = :id")
                .bind("id", draft.value())
                .execute());
        insertLines(draft, lines);
    }

    @Override
    public void delete(InvoiceId draft) {
        handles.write(handle -> handle.createUpdate("DELETE FROM billing WHERE id = :id AND payment_status = 'draft'")
                .bind("id", draft.value())
                .execute());
    }

    @Override
    public Page<Invoice> list(InvoiceFilter filter, PageRequest page) {
        Listing listing = Listing.of(InvoiceRows.SELECT, page);
        switch (filter.subject()) {
            case null -> {}
            case UserId person ->
                listing.where("b.user_id = :person AND b.organization_id IS NULL", Map.of("person", person.value()));
            case OrganizationId organization ->
                listing.where("b.organization_id = :organization", Map.of("organization", organization.value()));
        }
        if (filter.isFinalized()) {
            listing.where("b.payment_status <> 'draft'", Map.of());
        }
        SubscriptionId subscription = filter.subscription();
        listing.filter(
                        "b.subscription_id = :subscription",
                        "subscription",
                        subscription == null ? null : subscription.value())
                .filter(
                        "b.payment_status = :status",
                        "status",
                        filter.status() == null ? null : Columns.word(filter.status()))
                .between("b.created_at", filter.from(), filter.to());
        return handles.read(
                handle -> listing.newestFirst(handle, "b.created_at", "b.id", InvoiceRows.INVOICE, Invoice::position));
    }

    @Override
    public List<InvoiceId> open(SubscriptionId subscription) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT id
                        FROM billing
                        WHERE subscription_id = :subscription AND kind <> 'manual'
                          AND payment_status IN ('pending', 'failed')
                        ORDER BY created_at, id
                        """)
                .bind("subscription", subscription.value())
                .map((row, context) -> new InvoiceId(Columns.uuid(row, "id")))
                .list());
    }

    @Override
    public Money credit(SubjectId subject, Currency currency) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT coalesce(sum(credit_left), 0)
                        FROM billing
                        WHERE currency = :currency AND credit_left > 0 AND\s""" + owned(subject))
                .bind("currency", currency.getCurrencyCode())
                .bind("subject", subject.value())
                .mapTo(BigDecimal.class)
                .map(sum -> Money.of(sum, currency))
                .one());
    }

    @Override
    public List<CreditBalance> credits(SubjectId subject) {
        return handles.read(handle -> handle
                .createQuery("""
                        SELECT currency, total, id, number, credit_left, created_at
                        FROM (SELECT currency, id, number, credit_left, created_at,
                                     sum(credit_left) OVER (PARTITION BY currency) AS total,
                                     row_number() OVER (PARTITION BY currency ORDER BY created_at, id) AS place
                              FROM billing
                              WHERE credit_left > 0 AND %s) AS held
                        WHERE place <= :most
                        ORDER BY currency, place
                        """.formatted(owned(subject)))
                .bind("subject", subject.value())
                .bind("most", CreditBalance.MOST_SOURCES)
                .map(InvoiceRows.CREDIT)
                .stream()
                .collect(Collectors.groupingBy(CreditBalance::amount, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> new CreditBalance(
                        each.getKey(),
                        each.getValue().stream()
                                .flatMap(one -> one.sources().stream())
                                .toList()))
                .toList());
    }

    @Override
    public Money useCredit(SubjectId subject, Money atMost, Instant now) {
        if (atMost.minor() <= 0) {
            return Money.zero(atMost.currency());
        }
        return handles.write(handle -> handle.createQuery("""
                        WITH held AS (
                            SELECT id, credit_left, created_at
                            FROM billing
                            WHERE currency = :currency AND credit_left > 0 AND\s""" + owned(subject) + """

                            ORDER BY created_at, id
                            FOR NO KEY UPDATE),
                        taken AS (
                            SELECT id, LEAST(credit_left, GREATEST(0, :atMost
                                       - coalesce(sum(credit_left) OVER (ORDER BY created_at, id
                                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) AS amount
                            FROM held),
                        used AS (
                            UPDATE billing b
                            SET credit_left = b.credit_left - t.amount, updated_at = :now, revision = b.revision + 1
                            FROM taken t
                            WHERE b.id = t.id AND t.amount > 0
                            RETURNING t.amount)
                        SELECT coalesce(sum(amount), 0) FROM used
                        """)
                .bind("currency", atMost.currency().getCurrencyCode())
                .bind("subject", subject.value())
                .bind("atMost", atMost.amount())
                .bind("now", now)
                .mapTo(BigDecimal.class)
                .map(sum -> Money.of(sum, atMost.currency()))
                .one());
    }

    private static String owned(SubjectId subject) {
        return switch (subject) {
            case UserId person -> "user_id = :subject AND organization_id IS NULL";
            case OrganizationId organization -> "organization_id = :subject";
        };
    }

    @Override
    public void insert(CreditNote note) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO credit_notes
                            (id, billing_id, number, subtotal, tax, amount, refunded, kept, currency, reason, created_at)
                        VALUES (:id, :invoice, :number, :subtotal, :tax, :total, :refunded, :kept, :currency, :reason,
                                :createdAt)
                        """)
                .bind("id", note.id().value())
                .bind("invoice", note.invoiceId().value())
                .bind("number", note.number())
                .bind("subtotal", note.subtotal().amount())
                .bind("tax", note.tax().amount())
                .bind("total", note.total().amount())
                .bind("refunded", note.refunded().amount())
                .bind("kept", note.kept().amount())
                .bind("currency", note.total().currency().getCurrencyCode())
                .bind("reason", note.reason())
                .bind("createdAt", note.createdAt())
                .execute());
    }

    @Override
    public Optional<CreditNote> findNote(CreditNoteId id) {
        return handles.read(handle -> handle.createQuery(SELECT_NOTE + "WHERE id = :id")
                .bind("id", id.value())
                .map(InvoiceRows.NOTE)
                .findOne());
    }

    @Override
    public List<CreditNote> notes(InvoiceId invoice) {
        return handles.read(handle -> handle.createQuery(SELECT_NOTE + "WHERE billing_id = :invoice ORDER BY number")
                .bind("invoice", invoice.value())
                .map(InvoiceRows.NOTE)
                .list());
    }

    private static @Nullable UUID value(@Nullable OrganizationId organization) {
        return organization == null ? null : organization.value();
    }
}
