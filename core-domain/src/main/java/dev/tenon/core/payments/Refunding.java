package dev.tenon.core.payments;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Settlement;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure;
import dev.tenon.ports.payments.spi.PaymentGateway.RefundOrder;
import dev.tenon.ports.payments.spi.PaymentGateway.RefundOutcome;
import dev.tenon.ports.payments.spi.PaymentStore;
import dev.tenon.ports.payments.spi.RefundStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back: taken from what the payment brought in and written in one commit, ordered outside any, and concluded in
 * another. A gateway that does not answer is asked again under the same key.
 */
final class Refunding {

    static final String TABLE = "billing_refunds";

    private final Kernel kernel;
    private final PaymentStore payments;
    private final RefundStore refunds;
    private final Gateways gateways;
    private final Settlement settlement;

    Refunding(Kernel kernel, Gateways gateways, Settlement settlement) {
        this.kernel = kernel;
        this.payments = kernel.storage().payments();
        this.refunds = kernel.storage().refunds();
        this.gateways = gateways;
        this.settlement = settlement;
    }

    /** The most that can go back of an invoice beside what is on its way. */
    Money most(Invoice invoice) {
        Money zero = Money.zero(invoice.currency());
        Money asked = invoice.status() == InvoiceStatus.VOID
                ? zero
                : invoice.total().minus(invoice.credit().noted());
        long bookable = invoice.amountTooMuch().plus(asked).minor();
        long most = Math.min(invoice.amountPaid().minor(), bookable)
                - refunds.pending(invoice.id(), invoice.currency()).minor();
        return new Money(Math.max(0, most), invoice.currency());
    }

    /** Writes a refund, the invoice locked. What came in by another way goes back by it, so that nobody is asked. */
    Refund giveBack(
            Change change,
            Invoice invoice,
            Payment payment,
            Money amount,
            @Nullable String note,
            @Nullable String requestKey) {
        if (!payments.refund(payment.id(), amount)) {
            throw InvoiceRefusal.MORE_THAN_PAID.refusal();
        }
        Refund refund = new Refund(
                new RefundId(kernel.ids().next()),
                invoice.id(),
                payment.id(),
                RefundStatus.PENDING,
                amount,
                note,
                null,
                null,
                change.now(),
                null,
                0,
                change.now());
        refunds.insert(refund, requestKey);
        change.audit(entry("refund.started", refund, invoice));
        return payment.gateway().equals(Payment.MANUAL)
                ? conclude(
                        change, refund, new RefundOutcome.Succeeded(refund.id().toString()))
                : refund;
    }

    /** Orders it, and concludes it with what became of it. Called outside of units of work. */
    Refund order(Actor actor, Refund refund) {
        Payment payment = payments.find(refund.paymentId()).orElseThrow(PaymentRefusal.NOT_FOUND::refusal);
        String charge = payment.reference();
        RefundOutcome outcome;
        try {
            outcome = charge == null
                    ? new RefundOutcome.Refused("no-charge")
                    : gateways.needed(payment.gateway())
                            .refund(new RefundOrder(refund.id().toString(), charge, refund.amount()));
        } catch (GatewayFailure failure) {
            return postponed(refund, failure.reason());
        }
        return kernel.changes().commit(actor.withoutClaim(), kernel.now(), change -> conclude(change, refund, outcome));
    }

    private Refund postponed(Refund seen, String reason) {
        Instant now = kernel.now();
        return kernel.storage().unitOfWork().run(() -> {
            Refund before = refunds.lock(seen.id()).orElse(seen);
            if (before.status() != RefundStatus.PENDING) {
                return before;
            }
            Refund after = with(before, RefundStatus.PENDING, before.reference(), reason, now);
            refunds.update(after);
            return after;
        });
    }

    /** Notes what became of a refund, unless that is known by now. */
    Refund conclude(Change change, Refund seen, RefundOutcome outcome) {
        kernel.storage().invoices().lock(seen.invoiceId());
        Refund before = refunds.lock(seen.id()).orElse(seen);
        if (before.status() != RefundStatus.PENDING) {
            return before;
        }
        Refund after = switch (outcome) {
            case RefundOutcome.Succeeded done ->
                with(before, RefundStatus.SUCCEEDED, done.reference(), null, change.now());
            case RefundOutcome.Refused refused ->
                with(before, RefundStatus.FAILED, before.reference(), refused.reason(), change.now());
            case RefundOutcome.Processing later ->
                with(before, RefundStatus.PENDING, later.reference(), "processing", change.now());
        };
        refunds.update(after);
        if (after.status() == RefundStatus.SUCCEEDED) {
            book(change, after);
        } else if (after.status() == RefundStatus.FAILED) {
            payments.refund(after.paymentId(), after.amount().negated());
            change.audit(entry("refund.failed", after, null).with("reason", String.valueOf(after.reason())));
        }
        return after;
    }

    private void book(Change change, Refund refund) {
        Invoice invoice =
                kernel.storage().invoices().find(refund.invoiceId()).orElseThrow(InvoiceRefusal.NOT_FOUND::refusal);
        change.audit(entry("refund.succeeded", refund, invoice));
        try {
            settlement.returned(change, refund.invoiceId(), refund.amount());
        } catch (Refusal refusal) {
            // The money is gone, and a server of an earlier version let somebody credit it as well while it was under
            // way: the trail says so, staff decides.
            change.audit(entry("refund.unbooked", refund, invoice)
                    .with("reason", refusal.code().code()));
        }
    }

    /** The payment out of which so much can go back. */
    Payment payment(Invoice invoice, @Nullable Payment named, @Nullable Money amount) {
        if (named != null) {
            return named;
        }
        Optional<Payment> found = payments.refundable(invoice.id()).stream()
                .filter(payment -> amount == null || payment.refundable().minor() >= amount.minor())
                .findFirst();
        return found.orElseThrow(InvoiceRefusal.MORE_THAN_PAID::refusal);
    }

    private static Refund with(
            Refund before, RefundStatus status, @Nullable String reference, @Nullable String reason, Instant now) {
        boolean isOpen = status == RefundStatus.PENDING;
        return new Refund(
                before.id(),
                before.invoiceId(),
                before.paymentId(),
                status,
                before.amount(),
                before.note(),
                reference,
                reason,
                before.createdAt(),
                isOpen ? null : now,
                before.checks(),
                isOpen ? Checking.next(before.checks(), now) : null);
    }

    private static AuditEntry entry(String action, Refund refund, @Nullable Invoice invoice) {
        return AuditEntry.of(action, TABLE, refund.id())
                .in(invoice == null ? null : invoice.organizationId())
                .with("invoice", refund.invoiceId().toString())
                .with("payment", refund.paymentId().toString())
                .with("amount", refund.amount().toString());
    }
}
