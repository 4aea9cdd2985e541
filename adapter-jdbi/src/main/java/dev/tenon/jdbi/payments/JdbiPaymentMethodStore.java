package dev.tenon.jdbi.payments;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.spi.PaymentMethodStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/** Table {@code payment_methods}. */
final class JdbiPaymentMethodStore implements PaymentMethodStore {

    private static final String SELECT = """
            SELECT m.id, m.user_id, m.organization_id, m.gateway, m.label, m.is_default, m.created_at
            FROM payment_methods m
            """;

    private static final RowMapper<PaymentMethod> METHOD = (row, context) -> new PaymentMethod(
            new PaymentMethodId(Columns.uuid(row, "id")),
            Columns.idOrNull(row, "user_id", UserId::new),
            Columns.idOrNull(row, "organization_id", OrganizationId::new),
            Columns.text(row, "gateway"),
            Columns.text(row, "label"),
            row.getBoolean("is_default"),
            Columns.instant(row, "created_at"));

    private static final RowMapper<RemovedMethod> REMOVED = (row, context) -> new RemovedMethod(
            new PaymentMethodId(Columns.uuid(row, "id")), Columns.text(row, "gateway"), Columns.text(row, "reference"));

    private final Handles handles;

    JdbiPaymentMethodStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public int count(SubjectId subject) {
        String owner = switch (subject) {
            case UserId person -> "users";
            case OrganizationId organization -> "organizations";
        };
        handles.write(handle -> handle.createQuery("SELECT 1 FROM " + owner + " WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", subject.value())
                .mapTo(Integer.class)
                .findOne());
        return handles.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM payment_methods m WHERE " + column(subject) + " = :subject")
                .bind("subject", subject.value())
                .mapTo(Integer.class)
                .one());
    }

    private static String column(SubjectId subject) {
        return switch (subject) {
            case UserId person -> "m.user_id";
            case OrganizationId organization -> "m.organization_id";
        };
    }

    @Override
    public void insert(PaymentMethod method, String sealedReference) {
        if (method.isDefault()) {
            unprefer(method.subject());
        }
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO payment_methods
                            (id, user_id, organization_id, gateway, reference, label, is_default, created_at)
                        VALUES (:id, :user, :organization, :gateway, :reference, :label, :isDefault, :createdAt)
                        """)
                .bind("id", method.id().value())
                .bind("user", method.userId() == null ? null : method.userId().value())
                .bind(
                        "organization",
                        method.organizationId() == null
                                ? null
                                : method.organizationId().value())
                .bind("gateway", method.gateway())
                .bind("reference", sealedReference)
                .bind("label", method.label())
                .bind("isDefault", method.isDefault())
                .bind("createdAt", method.createdAt())
                .execute());
    }

    private void unprefer(SubjectId subject) {
        handles.write(handle -> handle.createUpdate("UPDATE payment_methods m SET is_default = FALSE WHERE "
                        + column(subject) + " = :subject AND m.is_default")
                .bind("subject", subject.value())
                .execute());
    }

    @Override
    public Optional<PaymentMethod> find(PaymentMethodId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE m.id = :id AND m.removed_at IS NULL")
                .bind("id", id.value())
                .map(METHOD)
                .findOne());
    }

    @Override
    public Optional<String> sealedReference(PaymentMethodId id) {
        return handles.read(handle -> handle.createQuery("SELECT reference FROM payment_methods WHERE id = :id")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public Optional<PaymentMethod> preferred(SubjectId subject) {
        return handles.read(
                handle -> handle.createQuery(SELECT + "WHERE " + column(subject) + " = :subject AND m.is_default")
                        .bind("subject", subject.value())
                        .map(METHOD)
                        .findOne());
    }

    @Override
    public List<PaymentMethod> list(SubjectId subject) {
        return handles.read(handle -> handle.createQuery(
                        SELECT + "WHERE " + column(subject) + " = :subject ORDER BY m.created_at DESC, m.id DESC")
                .bind("subject", subject.value())
                .map(METHOD)
                .list());
    }

    @Override
    public void prefer(PaymentMethod method) {
        unprefer(method.subject());
        handles.write(handle -> handle.createUpdate(
                        "UPDATE payment_methods SET is_default = TRUE WHERE id = :id AND removed_at IS NULL")
                .bind("id", method.id().value())
                .execute());
    }

    @Override
    public boolean remove(PaymentMethodId id, Instant now) {
        return removeWhere("id = :subject", id.value(), now) == 1;
    }

    @Override
    public int removeOf(SubjectId subject, Instant now) {
        return removeWhere(column(subject).substring("m.".length()) + " = :subject", subject.value(), now);
    }

    private int removeWhere(String which, UUID subject, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE payment_methods
                        SET user_id = NULL, organization_id = NULL, label = '', is_default = FALSE, removed_at = :now,
                            forget_at = :now
                        WHERE removed_at IS NULL AND\s""" + which)
                .bind("subject", subject)
                .bind("now", now)
                .execute());
    }

    @Override
    public List<RemovedMethod> claimRemoved(Instant now, Instant leaseUntil, int limit) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE payment_methods m
                        SET forget_at = :leaseUntil
                        FROM (SELECT d.id FROM payment_methods d
                              WHERE d.forget_at <= :now
                              ORDER BY d.forget_at
                              LIMIT :limit
                              FOR UPDATE SKIP LOCKED) AS due
                        WHERE m.id = due.id
                        RETURNING m.id, m.gateway, m.reference
                        """)
                .bind("now", now)
                .bind("leaseUntil", leaseUntil)
                .bind("limit", limit)
                .map(REMOVED)
                .list());
    }

    @Override
    public void delete(PaymentMethodId id) {
        handles.write(
                handle -> handle.createUpdate("DELETE FROM payment_methods WHERE id = :id AND removed_at IS NOT NULL")
                        .bind("id", id.value())
                        .execute());
    }
}
