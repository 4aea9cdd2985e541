package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which invoices; each part that is {@code null} lets all through.
 *
 * @param subject whose: a person's own, or an organization's
 * @param from made at this instant or later
 * @param to made before this instant
 */
public record InvoiceFilter(
        @Nullable SubjectId subject,
        @Nullable SubscriptionId subscription,
        @Nullable InvoiceStatus status,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** All of them. */
    public static final InvoiceFilter ALL = new InvoiceFilter(null, null, null, null, null);

    /** Those of one person or organization. */
    public static InvoiceFilter of(SubjectId subject) {
        return new InvoiceFilter(subject, null, null, null, null);
    }
}
