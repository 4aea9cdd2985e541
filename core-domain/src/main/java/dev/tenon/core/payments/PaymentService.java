package dev.tenon.core.payments;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Settlement;
import dev.tenon.core.payments.Attempts.Order;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.payments.NewReceipt;
import dev.tenon.ports.payments.NewRefund;
import dev.tenon.ports.payments.NewSettlement;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentBacklog;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.PaymentTrigger;
import dev.tenon.ports.payments.Payments;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure;
import dev.tenon.ports.payments.spi.PaymentMethodStore;
import dev.tenon.ports.payments.spi.PaymentStore;
import dev.tenon.ports.payments.spi.RefundStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class PaymentService implements Payments {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final Kernel kernel;
    private final PaymentStore payments;
    private final RefundStore refunds;
    private final PaymentMethodStore methods;
    private final Gateways gateways;
    private final Payers payers;
    private final Requests requests;
    private final Attempts attempts;
    private final Refunding refunding;
    private final Settlement settlement;
    private final SettlingByHand byHand;

    PaymentService(
            Kernel kernel,
            Gateways gateways,
            Payers payers,
            Attempts attempts,
            Refunding refunding,
            Settlement settlement,
            SettlingByHand byHand) {
        this.kernel = kernel;
        this.payments = kernel.storage().payments();
        this.refunds = kernel.storage().refunds();
        this.methods = kernel.storage().paymentMethods();
        this.gateways = gateways;
        this.payers = payers;
        this.requests = new Requests(kernel);
        this.attempts = attempts;
        this.refunding = refunding;
        this.settlement = settlement;
        this.byHand = byHand;
    }

    @Override
    public Payment pay(Actor actor, InvoiceId id, @Nullable PaymentMethodId with) {
        Invoice invoice = payers.paying(actor, id);
        String requestKey = requests.keyOf(actor);
        Optional<Payment> begun = requestKey == null ? Optional.empty() : payments.findByRequest(requestKey);
        Payment payment = begun.isPresent() ? resumed(begun.get()) : paid(actor, invoice, with, requestKey);
        return requests.answered(
                actor, () -> payments.find(payment.id()).orElseThrow(PaymentRefusal.NOT_FOUND::refusal));
    }

    /** The same request was sent twice at once, and the other one was first. */
    private static void notBegun(boolean isBegun) {
        if (isBegun) {
            throw RequestRefusal.KEY_IN_USE.refusal();
        }
    }

    private static Payment resumed(Payment begun) {
        if (begun.status() == PaymentStatus.PENDING) {
            throw RequestRefusal.KEY_IN_USE.refusal();
        }
        return begun;
    }

    private Payment paid(Actor actor, Invoice invoice, @Nullable PaymentMethodId with, @Nullable String requestKey) {
        withdrawUnconfirmed(actor, invoice.id());
        Instant now = kernel.now();
        Order order = kernel.changes().commit(actor.withoutClaim(), now, change -> {
            Invoice locked = locked(invoice.id());
            notBegun(requestKey != null && payments.findByRequest(requestKey).isPresent());
            requireDue(locked);
            PaymentMethod method = method(locked, with);
            if (payments.tries(locked.id(), Attempts.aDayBefore(now)).byPerson() >= MOST_TRIES_A_DAY) {
                throw PaymentRefusal.TOO_MANY_TRIES.refusal().withRetryAfter(AN_HOUR);
            }
            return attempts.open(change, locked, method, PaymentTrigger.PERSON, requestKey)
                    .orElseThrow(PaymentRefusal.UNDER_WAY::refusal);
        });
        return attempts.order(actor, order);
    }

    private void withdrawUnconfirmed(Actor actor, InvoiceId invoice) {
        Optional<Payment> open =
                payments.findOpen(invoice).filter(payment -> payment.status() == PaymentStatus.NEEDS_ACTION);
        if (open.isPresent()) {
            try {
                attempts.withdraw(actor, open.get());
            } catch (GatewayFailure failure) {
                throw PaymentRefusal.UNDER_WAY.refusal();
            }
        }
    }

    private PaymentMethod method(Invoice invoice, @Nullable PaymentMethodId with) {
        PaymentMethod method = with == null
                ? methods.preferred(invoice.subject()).orElseThrow(PaymentRefusal.NO_METHOD::refusal)
                : methods.find(with)
                        .filter(found -> found.subject().equals(invoice.subject()))
                        .orElseThrow(PaymentRefusal.METHOD_NOT_FOUND::refusal);
        gateways.needed(method.gateway());
        return method;
    }

    @Override
    public Payment note(Actor actor, InvoiceId id, NewReceipt receipt) {
        Invoice seen = payers.keeping(actor, id);
        Violations violations = new Violations();
        violations.line(receipt.reference(), "/reference", Payment.LONGEST_REFERENCE);
        amount(receipt.amount(), seen, violations);
        violations.refuseIfAny();
        return kernel.changes().commit(actor, kernel.now(), change -> {
            Invoice invoice = locked(id);
            requireDue(invoice);
            Money amount = receipt.amount() == null ? invoice.amountDue() : receipt.amount();
            Payment payment = noted(change, invoice, receipt.reference(), amount);
            settlement.received(change, id, amount);
            return payment;
        });
    }

    private Payment noted(Change change, Invoice invoice, String reference, Money amount) {
        Payment wanted = new Payment(
                new PaymentId(kernel.ids().next()),
                invoice.id(),
                1,
                PaymentTrigger.STAFF,
                Payment.MANUAL,
                null,
                PaymentStatus.SUCCEEDED,
                amount,
                Money.zero(amount.currency()),
                reference,
                null,
                null,
                change.now(),
                change.now(),
                0,
                null);
        Payment payment = payments.insert(wanted, null).orElseThrow(PaymentRefusal.UNDER_WAY::refusal);
        change.audit(AuditEntry.of("payment.noted", Attempts.TABLE, payment.id())
                .in(invoice.organizationId())
                .with("invoice", invoice.id().toString())
                .with("amount", amount.toString()));
        return payment;
    }

    @Override
    public Page<Payment> list(Actor actor, InvoiceId invoice, PageRequest page) {
        payers.visible(actor, invoice);
        return payments.list(invoice, page);
    }

    @Override
    public Payment get(Actor actor, PaymentId id) {
        Payment payment = payments.find(id).orElse(null);
        if (payment == null) {
            Authorizer.signedIn(actor);
            throw PaymentRefusal.NOT_FOUND.refusal();
        }
        payers.visible(actor, payment.invoiceId(), PaymentRefusal.NOT_FOUND);
        return payment;
    }

    @Override
    public Payment check(Actor actor, PaymentId id) {
        Payment payment = get(actor, id);
        if (!payment.status().isOpen() || payment.status() == PaymentStatus.PENDING) {
            return payment;
        }
        try {
            return attempts.check(actor, payment);
        } catch (GatewayFailure failure) {
            throw PaymentRefusal.GATEWAY_UNAVAILABLE.refusal().withRetryAfter(Duration.ofSeconds(30));
        }
    }

    @Override
    public Payment settle(Actor actor, PaymentId id, NewSettlement found) {
        return byHand.settle(actor, get(actor, id), found);
    }

    @Override
    public Refund refund(Actor actor, InvoiceId id, NewRefund wanted) {
        Invoice seen = payers.keeping(actor, id);
        Violations violations = new Violations();
        violations.line(wanted.note(), "/note", Refund.LONGEST_NOTE);
        amount(wanted.amount(), seen, violations);
        violations.refuseIfAny();
        String requestKey = requests.keyOf(actor);
        Optional<Refund> begun = requestKey == null ? Optional.empty() : refunds.findByRequest(requestKey);
        Refund refund = begun.isPresent()
                ? begun.get()
                : kernel.changes()
                        .commit(actor.withoutClaim(), kernel.now(), change -> started(change, id, wanted, requestKey));
        if (refund.status() == RefundStatus.PENDING) {
            refunding.order(actor, refund);
        }
        return requests.answered(actor, () -> refunds.find(refund.id()).orElseThrow(PaymentRefusal.NOT_FOUND::refusal));
    }

    private Refund started(Change change, InvoiceId id, NewRefund wanted, @Nullable String requestKey) {
        Invoice invoice = locked(id);
        notBegun(requestKey != null && refunds.findByRequest(requestKey).isPresent());
        PaymentId named = wanted.paymentId();
        Payment given = named == null
                ? null
                : payments.find(named)
                        .filter(found -> found.invoiceId().equals(id))
                        .orElseThrow(PaymentRefusal.NOT_FOUND::refusal);
        Payment payment = refunding.payment(invoice, given, wanted.amount());
        Money most = refunding.most(invoice);
        Money amount = wanted.amount() == null
                ? new Money(Math.min(payment.refundable().minor(), most.minor()), most.currency())
                : wanted.amount();
        if (amount.minor() <= 0 || amount.minor() > most.minor()) {
            throw InvoiceRefusal.MORE_THAN_PAID.refusal();
        }
        return refunding.giveBack(change, invoice, payment, amount, wanted.note(), requestKey);
    }

    @Override
    public PaymentBacklog backlog(Actor actor) {
        Authorizer.require(actor, Permission.INVOICES_READ);
        return payments.backlog(Attempts.aDayBefore(kernel.now()));
    }

    @Override
    public Page<Refund> refunds(Actor actor, InvoiceId invoice, PageRequest page) {
        payers.visible(actor, invoice);
        return refunds.list(invoice, page);
    }

    private Invoice locked(InvoiceId id) {
        return kernel.storage().invoices().lock(id).orElseThrow(InvoiceRefusal.NOT_FOUND::refusal);
    }

    private static void requireDue(Invoice invoice) {
        if (invoice.amountDue().minor() <= 0) {
            throw PaymentRefusal.NOTHING_DUE.refusal();
        }
    }

    private static void amount(@Nullable Money amount, Invoice invoice, Violations violations) {
        if (amount != null) {
            violations.require(
                    amount.currency().equals(invoice.currency()),
                    "/amount/currency",
                    "other-currency",
                    "Use the invoice's currency, " + invoice.currency().getCurrencyCode() + ".");
            violations.require(amount.minor() > 0, "/amount/amount", "out-of-range", "Use an amount above zero.");
        }
    }
}
