package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has to pay, or has paid. All amounts are of one currency, {@code total = subtotal + tax}, and the lines add up to
 * the subtotal, or, where prices include the tax, to the total.
 *
 * @param userId who subscribed
 * @param organizationId whose it is; {@code null} for the person's own
 * @param number without gaps, given when it is finalized; {@code null} for a draft
 * @param subtotal without tax
 * @param amountPaid what came in, less what was given back
 * @param dueAt {@code null} for a draft
 * @param finalizedAt {@code null} for a draft
 * @param paidAt {@code null} until it is paid
 * @param attempts how often collecting it was tried
 * @param nextAttemptAt when it is tried next; {@code null} for no time of its own
 * @param lines in their order
 */
public record Invoice(
        InvoiceId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        SubscriptionId subscriptionId,
        @Nullable Long number,
        InvoiceKind kind,
        InvoiceStatus status,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        Money subtotal,
        Money tax,
        Money total,
        Money amountPaid,
        @Nullable Instant dueAt,
        @Nullable Instant finalizedAt,
        @Nullable Instant paidAt,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        Instant updatedAt,
        long revision,
        List<InvoiceLine> lines) {

    public Invoice {
        lines = List.copyOf(lines);
    }

    /** Whose it is. */
    public SubjectId subject() {
        return organizationId == null ? userId : organizationId;
    }

    /** What is still to be paid. */
    public Money amountDue() {
        return status.isPayable() ? total.minus(amountPaid) : Money.zero(total.currency());
    }

    /** The invoice's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
