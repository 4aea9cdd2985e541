package dev.tenon.core.payments;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.PaymentTrigger;
import dev.tenon.ports.payments.spi.PaymentGateway;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeOrder;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeOutcome;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeQuestion;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure.Effect;
import dev.tenon.ports.payments.spi.PaymentMethodStore;
import dev.tenon.ports.payments.spi.PaymentStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A try to collect an invoice: written in one commit, ordered outside any, and concluded in another. What the gateway does not say
 * is asked for later, and nothing is charged until it says.
 */
final class Attempts {

    static final String TABLE = "billing_attempts";
    static final String PURPOSE = "payment-method";

    /** A payment that is written, and what its gateway is told. */
    record Order(Payment payment, ChargeOrder charge) {}

    private final Kernel kernel;
    private final PaymentStore payments;
    private final PaymentMethodStore methods;
    private final Gateways gateways;
    private final Outcomes outcomes;

    Attempts(Kernel kernel, Gateways gateways, Outcomes outcomes) {
        this.kernel = kernel;
        this.payments = kernel.storage().payments();
        this.methods = kernel.storage().paymentMethods();
        this.gateways = gateways;
        this.outcomes = outcomes;
    }

    /** Writes a payment of all that is due, the invoice locked; empty if another one is open. */
    Optional<Order> open(
            Change change, Invoice invoice, PaymentMethod method, PaymentTrigger trigger, @Nullable String requestKey) {
        String reference = opened(method.id()).orElseThrow(PaymentRefusal.METHOD_NOT_FOUND::refusal);
        Payment wanted = new Payment(
                new PaymentId(kernel.ids().next()),
                invoice.id(),
                1,
                trigger,
                method.gateway(),
                method.id(),
                PaymentStatus.PENDING,
                invoice.amountDue(),
                Money.zero(invoice.currency()),
                null,
                null,
                null,
                change.now(),
                null,
                0,
                Checking.next(0, change.now()));
        return payments.insert(wanted, requestKey).map(payment -> {
            change.audit(AuditEntry.of("payment.started", TABLE, payment.id())
                    .in(invoice.organizationId())
                    .with("invoice", invoice.id().toString())
                    .with("amount", payment.amount().toString())
                    .with("gateway", payment.gateway()));
            return new Order(
                    payment,
                    new ChargeOrder(
                            payment.id().toString(),
                            payment.amount(),
                            reference,
                            invoice.reference(),
                            trigger == PaymentTrigger.PERSON));
        });
    }

    /** Orders it, and concludes it with what became of it. Called outside of units of work. */
    Payment order(Actor actor, Order order) {
        Payment payment = order.payment();
        PaymentGateway gateway = gateways.needed(payment.gateway());
        Result result;
        try {
            result = Result.of(gateway.charge(order.charge()));
        } catch (GatewayFailure failure) {
            result = failure.effect() == Effect.NONE
                    ? Result.failed(failure.reason())
                    : Result.unknown(failure.reason());
        }
        return conclude(actor, payment, result);
    }

    /** Asks what became of one that is open, and concludes it. Called outside of units of work. */
    Payment check(Actor actor, Payment payment) throws GatewayFailure {
        PaymentGateway gateway = gateways.needed(payment.gateway());
        boolean isOver = payment.status() == PaymentStatus.NEEDS_ACTION
                && !payment.createdAt().plus(Checking.CONFIRMED_WITHIN).isAfter(kernel.now());
        Optional<ChargeOutcome> found = isOver ? gateway.withdraw(question(payment)) : gateway.find(question(payment));
        return conclude(actor, payment, found.map(Result::of).orElseGet(() -> Result.failed("never-arrived")));
    }

    /** Takes back one that waits to be confirmed. Called outside of units of work. */
    Payment withdraw(Actor actor, Payment payment) throws GatewayFailure {
        Optional<ChargeOutcome> found = gateways.needed(payment.gateway()).withdraw(question(payment));
        return conclude(actor, payment, found.map(Result::of).orElseGet(() -> Result.failed("never-arrived")));
    }

    /** The gateway did not say. It is asked again when the schedule says so, and somebody has to look when that has ended. */
    void postpone(Payment seen, String reason) {
        Instant now = kernel.now();
        kernel.storage().unitOfWork().run(() -> {
            Payment before = payments.lock(seen.id()).orElse(seen);
            if (before.status().isOpen()) {
                PaymentStatus status =
                        before.status() == PaymentStatus.PENDING ? PaymentStatus.UNKNOWN : before.status();
                payments.update(new Result(status, null, reason, before.actionUrl()).over(before, now), null);
            }
            return before;
        });
    }

    private ChargeQuestion question(Payment payment) {
        PaymentMethodId method = payment.methodId();
        return new ChargeQuestion(
                payment.id().toString(),
                method == null ? null : opened(method).orElse(null),
                payment.reference(),
                payment.createdAt());
    }

    private Payment conclude(Actor actor, Payment payment, Result result) {
        return kernel.changes()
                .commit(actor.withoutClaim(), kernel.now(), change -> outcomes.apply(change, payment, result, null));
    }

    /** By what the gateway knows a way of paying; empty if it is gone, or was sealed under a key that is. */
    Optional<String> opened(PaymentMethodId method) {
        return methods.sealedReference(method).flatMap(kept -> kernel.secrets().open(PURPOSE, kept));
    }

    /** The instant since when somebody's tries count. */
    static Instant aDayBefore(Instant now) {
        return now.minus(Checking.CONFIRMED_WITHIN);
    }
}
