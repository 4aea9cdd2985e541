package dev.tenon.rest.billing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tenon.ports.billing.Excess;
import dev.tenon.ports.billing.PlanChange;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.rest.http.Answer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription whose plan was changed, and what that did.
 *
 * @param invoiceId what was charged; {@code null} if nothing was
 * @param exceeded what stays although it exceeds the new plan's limits
 */
record PlanChangeResponse(
        @JsonUnwrapped SubscriptionResponse subscription,
        Instant effectiveAt,
        @Nullable InvoiceId invoiceId,
        List<ExcessResponse> exceeded) {

    /** Something of which more is used than the plan allows. */
    record ExcessResponse(String key, long used, long limit) {

        static List<ExcessResponse> from(List<Excess> excesses) {
            return excesses.stream()
                    .map(excess -> new ExcessResponse(excess.key(), excess.used(), excess.limit()))
                    .toList();
        }
    }

    static Answer answer(PlanChange change) {
        Invoice invoice = change.invoice();
        return Answer.json(
                        200,
                        new PlanChangeResponse(
                                SubscriptionResponse.from(change.subscription()),
                                change.at(),
                                invoice == null ? null : invoice.id(),
                                ExcessResponse.from(change.excesses())))
                .withRevision(change.subscription().revision());
    }
}
