package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has to pay, or has paid. All amounts are of one currency, {@code total = subtotal + tax}, and the lines add up to
 * the subtotal, or, where prices include the tax, to the total.
 *
 * @param userId who subscribed
 * @param organizationId whose it is; {@code null} for the person's own
 * @param number without gaps, given when it is finalized; {@code null} for a draft
 * @param subtotal without tax
 * @param tax the sum of the lines' taxes
 * @param total below zero for what is a credit as a whole
 * @param amountPaid what came in, less what was given back
 * @param dueAt {@code null} for a draft
 * @param finalizedAt {@code null} for a draft
 * @param paidAt {@code null} until it is paid
 * @param attempts how often collecting it was tried in vain
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
        TaxRate taxRate,
        Money subtotal,
        Money tax,
        Money total,
        Money amountPaid,
        InvoiceCredit credit,
        @Nullable Instant dueAt,
        @Nullable Instant finalizedAt,
        @Nullable Instant paidAt,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        Instant updatedAt,
        long revision,
        List<InvoiceLine> lines) {

    /** The most lines of an invoice. */
    public static final int MOST_LINES = 100;

    public Invoice {
        lines = List.copyOf(lines);
    }

    /** Whose it is. */
    public SubjectId subject() {
        return organizationId == null ? userId : organizationId;
    }

    /** What all its amounts are of. */
    public Currency currency() {
        return total.currency();
    }

    /** What is still to be paid. */
    public Money amountDue() {
        Money due = status.isPayable()
                ? total.minus(credit.noted()).minus(credit.applied()).minus(amountPaid)
                : Money.zero(currency());
        return due.minor() < 0 ? Money.zero(currency()) : due;
    }

    /** What came in beyond what it asks for, and did not become a credit: whoever took it gives it back. */
    public Money amountTooMuch() {
        Money asked = status == InvoiceStatus.VOID ? Money.zero(currency()) : total.minus(credit.noted());
        Money beyond = amountPaid.plus(credit.applied()).minus(asked).minus(credit.given());
        return beyond.minor() < 0 ? Money.zero(currency()) : beyond;
    }

    /** The number as people write it, like {@code INV-000042}; empty for a draft. */
    public String reference() {
        return number == null ? "" : reference(number);
    }

    /** A number as people write it. */
    public static String reference(long number) {
        return String.format(Locale.ROOT, "INV-%06d", number);
    }

    /** The invoice's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
