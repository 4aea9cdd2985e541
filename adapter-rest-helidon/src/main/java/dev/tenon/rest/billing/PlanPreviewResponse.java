package dev.tenon.rest.billing;

import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.PlanChange;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.rest.billing.PlanChangeResponse.ExcessResponse;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of plan would do.
 *
 * @param currentPeriodEnd when the period ends that it leads into
 * @param amountDue what would have to be paid at once, after credits
 */
record PlanPreviewResponse(
        PlanId planId,
        String effective,
        Instant effectiveAt,
        Instant currentPeriodEnd,
        List<LineResponse> lines,
        Money subtotal,
        Money tax,
        Money total,
        Money amountDue,
        List<ExcessResponse> exceeded) {

    /** A line of the invoice. */
    record LineResponse(
            String description,
            Money amount,
            @Nullable Instant periodStart,
            @Nullable Instant periodEnd,
            boolean isProration) {

        static LineResponse from(InvoiceLine line) {
            return new LineResponse(
                    line.description(), line.amount(), line.periodStart(), line.periodEnd(), line.isProration());
        }
    }

    static PlanPreviewResponse from(PlanId plan, ChangeTime time, PlanChange change) {
        Subscription after = change.subscription();
        Invoice invoice = change.invoice();
        Money nothing = Money.zero(after.price().currency());
        return new PlanPreviewResponse(
                plan,
                Words.of(time),
                change.at(),
                after.currentPeriodEnd(),
                invoice == null
                        ? List.of()
                        : invoice.lines().stream().map(LineResponse::from).toList(),
                invoice == null ? nothing : invoice.subtotal(),
                invoice == null ? nothing : invoice.tax(),
                invoice == null ? nothing : invoice.total(),
                invoice == null ? nothing : invoice.amountDue(),
                ExcessResponse.from(change.excesses()));
    }
}
