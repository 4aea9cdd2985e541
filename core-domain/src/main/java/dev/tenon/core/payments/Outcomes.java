package dev.tenon.core.payments;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Settlement;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.spi.InvoiceStore;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.PaymentTrigger;
import dev.tenon.ports.payments.spi.PaymentStore;
import dev.tenon.ports.payments.spi.PaymentStore.Tries;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of an invoice by what became of its payment, in one commit. Whoever comes second changes nothing. */
final class Outcomes {

    private final PaymentStore payments;
    private final InvoiceStore invoices;
    private final Settlement settlement;
    private final Dunning dunning;
    private final PaymentNews news;
    private final Refunding refunding;

    Outcomes(Kernel kernel, Settlement settlement, Dunning dunning, PaymentNews news, Refunding refunding) {
        this.payments = kernel.storage().payments();
        this.invoices = kernel.storage().invoices();
        this.settlement = settlement;
        this.dunning = dunning;
        this.news = news;
        this.refunding = refunding;
    }

    /**
     * Notes what became of a payment, unless that is known by now.
     *
     * @param toldAt when the gateway told it by itself; {@code null} if it was asked
     * @return the payment as it is then
     */
    Payment apply(Change change, Payment seen, Result result, @Nullable Instant toldAt) {
        return apply(change, seen, result, toldAt, true);
    }

    /** The same of what staff found out, whose reason is in their own words and stands on the payment alone. */
    Payment applyByHand(Change change, Payment seen, Result result) {
        return apply(change, seen, result, null, false);
    }

    private Payment apply(
            Change change, Payment seen, Result result, @Nullable Instant toldAt, boolean reasonIsGateways) {
        Invoice invoice = invoices.lock(seen.invoiceId()).orElseThrow(InvoiceRefusal.NOT_FOUND::refusal);
        Payment before = payments.lock(seen.id()).orElseThrow(PaymentRefusal.NOT_FOUND::refusal);
        if (!result.isNewsOf(before)) {
            return before;
        }
        Payment after = result.over(before, change.now());
        payments.update(after, toldAt);
        if (result.leavesOpenAsItIs(before)) {
            return after;
        }
        change.audit(told(after, invoice, reasonIsGateways));
        settle(change, invoice, after);
        return payments.find(after.id()).orElse(after);
    }

    private static AuditEntry told(Payment payment, Invoice invoice, boolean reasonIsGateways) {
        AuditEntry entry = AuditEntry.of(action(payment.status()), Attempts.TABLE, payment.id())
                .in(invoice.organizationId())
                .with("status", payment.status().name().toLowerCase(Locale.ROOT))
                .with("invoice", invoice.id().toString())
                .with("amount", payment.amount().toString())
                .with("gateway", payment.gateway());
        String reason = payment.reason();
        return reason == null || !reasonIsGateways ? entry : entry.with("reason", reason);
    }

    private static String action(PaymentStatus status) {
        return switch (status) {
            case SUCCEEDED -> "payment.succeeded";
            case NEEDS_ACTION -> "payment.action-needed";
            case DECLINED_SOFTLY, DECLINED_HARD -> "payment.declined";
            case FAILED -> "payment.failed";
            case PENDING, UNKNOWN -> "payment.unanswered";
        };
    }

    private void settle(Change change, Invoice invoice, Payment payment) {
        boolean isScheduled = payment.trigger() == PaymentTrigger.SCHEDULE;
        switch (payment.status()) {
            case SUCCEEDED -> received(change, payment);
            case NEEDS_ACTION -> {
                URI url = payment.actionUrl();
                if (url != null && isScheduled) {
                    news.toBeConfirmed(change, invoice, url);
                }
            }
            case DECLINED_SOFTLY -> {
                if (isScheduled) {
                    declinedSoftly(change, invoice);
                }
            }
            case DECLINED_HARD -> {
                if (isScheduled) {
                    declinedHard(change, invoice);
                }
            }
            case FAILED -> {
                if (isScheduled) {
                    failed(change, invoice);
                }
            }
            case PENDING, UNKNOWN -> {
                // It is asked for later.
            }
        }
    }

    private void received(Change change, Payment payment) {
        Invoice invoice = settlement.received(change, payment.invoiceId(), payment.amount());
        Money tooMuch = invoice.amountTooMuch();
        if (tooMuch.minor() > 0) {
            // It was paid otherwise, or withdrawn, while this was under way.
            refunding.giveBack(change, invoice, payment, min(tooMuch, payment.amount()), null, null);
        }
    }

    private void declinedSoftly(Change change, Invoice invoice) {
        if (!invoice.status().isOpen()) {
            return;
        }
        Optional<Instant> next = dunning.next(first(invoice, change.now()), change.now());
        if (next.isPresent()) {
            news.failed(change, settlement.declined(change, invoice.id(), next.get()), next.get());
        } else {
            news.refused(change, settlement.declined(change, invoice.id(), null));
            settlement.givenUp(change, invoice.id());
        }
    }

    private void declinedHard(Change change, Invoice invoice) {
        if (!invoice.status().isOpen()) {
            return;
        }
        Instant last = dunning.last(first(invoice, change.now()));
        news.refused(change, settlement.declined(change, invoice.id(), null));
        if (last.isAfter(change.now())) {
            settlement.later(change, invoice.id(), last);
        } else {
            settlement.givenUp(change, invoice.id());
        }
    }

    private void failed(Change change, Invoice invoice) {
        Tries tries = payments.tries(invoice.id(), change.now());
        Optional<Duration> pause = Dunning.pauseAfter(tries.failures());
        if (pause.isPresent()) {
            settlement.later(change, invoice.id(), change.now().plus(pause.get()));
        } else {
            declinedSoftly(change, invoice);
        }
    }

    private Instant first(Invoice invoice, Instant now) {
        Instant first = payments.tries(invoice.id(), now).firstAt();
        return first == null ? now : first;
    }

    private static Money min(Money one, Money other) {
        return one.minor() <= other.minor() ? one : other;
    }
}
