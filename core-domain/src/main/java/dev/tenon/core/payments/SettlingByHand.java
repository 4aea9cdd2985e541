package dev.tenon.core.payments;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.payments.NewSettlement;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.spi.PaymentStore;
import java.util.Locale;

/** What staff found out about a payment that its gateway is not asked about any more; its invoice goes on then. */
record SettlingByHand(Kernel kernel, PaymentStore payments, Payers payers, Outcomes outcomes) {

    Payment settle(Actor actor, Payment seen, NewSettlement found) {
        payers.keeping(actor, seen.invoiceId());
        check(found);
        return kernel.changes().commit(actor, kernel.now(), change -> settled(change, seen, found));
    }

    private static void check(NewSettlement found) {
        Violations violations = new Violations();
        violations.require(
                found.status() == PaymentStatus.SUCCEEDED || found.status() == PaymentStatus.FAILED,
                "/status",
                "unknown-word",
                "Either the money came in, which is `succeeded`, or it did not, which is `failed`.");
        violations.line(found.reference(), "/reference", Payment.LONGEST_REFERENCE);
        violations.line(found.reason(), "/reason", NewSettlement.LONGEST_REASON);
        violations.refuseIfAny();
    }

    private Payment settled(Change change, Payment seen, NewSettlement found) {
        Invoice invoice =
                kernel.storage().invoices().lock(seen.invoiceId()).orElseThrow(InvoiceRefusal.NOT_FOUND::refusal);
        Payment before = payments.lock(seen.id()).orElseThrow(PaymentRefusal.NOT_FOUND::refusal);
        if (!before.status().isOpen()) {
            throw PaymentRefusal.ALREADY_KNOWN.refusal();
        }
        if (before.nextCheckAt() != null) {
            throw PaymentRefusal.STILL_ASKED.refusal();
        }
        change.audit(AuditEntry.of("payment.settled", Attempts.TABLE, before.id())
                .in(invoice.organizationId())
                .with("invoice", invoice.id().toString())
                .with("amount", before.amount().toString())
                .with("gateway", before.gateway())
                .changed("status", word(before.status()), word(found.status())));
        return outcomes.applyByHand(
                change, before, new Result(found.status(), found.reference(), found.reason(), null));
    }

    private static String word(PaymentStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
