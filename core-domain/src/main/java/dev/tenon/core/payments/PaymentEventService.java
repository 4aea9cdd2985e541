package dev.tenon.core.payments;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentEvents;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.payments.spi.PaymentEventStore;
import dev.tenon.ports.payments.spi.PaymentGateway;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeOutcome;
import dev.tenon.ports.payments.spi.PaymentGateway.EventReader;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayEvent;
import dev.tenon.ports.payments.spi.PaymentGateway.RefundOutcome;
import dev.tenon.ports.payments.spi.PaymentStore;
import dev.tenon.ports.payments.spi.RefundStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class PaymentEventService implements PaymentEvents {

    private final Kernel kernel;
    private final Gateways gateways;
    private final Outcomes outcomes;
    private final Refunding refunding;
    private final EventSignature signatures;
    private final PaymentEventStore events;
    private final PaymentStore payments;
    private final RefundStore refunds;

    PaymentEventService(Kernel kernel, Gateways gateways, Outcomes outcomes, Refunding refunding) {
        this.kernel = kernel;
        this.gateways = gateways;
        this.outcomes = outcomes;
        this.refunding = refunding;
        this.signatures = new EventSignature(kernel.secrets());
        this.events = kernel.storage().paymentEvents();
        this.payments = kernel.storage().payments();
        this.refunds = kernel.storage().refunds();
    }

    @Override
    public Receipt receive(Actor actor, String gateway, @Nullable String signature, String body) {
        EventReader reader = gateways.find(gateway)
                .flatMap(PaymentGateway::events)
                .orElseThrow(PaymentRefusal.GATEWAY_NOT_FOUND::refusal);
        Instant now = kernel.now();
        if (body.length() > LONGEST || !signatures.isGood(reader.secret(), signature, body, now)) {
            throw PaymentRefusal.EVENT_NOT_SIGNED.refusal();
        }
        GatewayEvent event = reader.read(body).orElseThrow(PaymentRefusal.EVENT_NOT_READABLE::refusal);
        Actor teller = Actor.system("payment-events-" + gateway).from(actor.origin());
        return kernel.changes().commit(teller, now, change -> {
            if (!events.insert(gateway, event, now)) {
                return Receipt.REPEATED;
            }
            Receipt receipt = applied(change, gateway, event);
            events.note(gateway, event.id(), receipt);
            return receipt;
        });
    }

    private Receipt applied(Change change, String gateway, GatewayEvent event) {
        String about = event.about();
        ChargeOutcome charge = event.charge();
        RefundOutcome refund = event.refund();
        if (about != null && charge != null) {
            return PaymentId.parse(about)
                    .flatMap(payments::find)
                    .filter(payment -> payment.gateway().equals(gateway))
                    .map(payment -> charged(change, payment, Result.of(charge), event.occurredAt()))
                    .orElse(Receipt.IGNORED);
        }
        if (about != null && refund != null) {
            return RefundId.parse(about)
                    .flatMap(refunds::find)
                    .filter(found -> isOf(gateway, found))
                    .map(found -> refunded(change, found, refund))
                    .orElse(Receipt.IGNORED);
        }
        return Receipt.IGNORED;
    }

    /** Gateways tell in any order: what is older than what they told before says nothing any more. */
    private Receipt charged(Change change, Payment seen, Result result, Instant occurredAt) {
        kernel.storage().invoices().lock(seen.invoiceId());
        Payment payment = payments.lock(seen.id()).orElse(seen);
        Optional<Instant> toldAt = payments.toldAt(seen.id());
        boolean isOlder = toldAt.isPresent() && occurredAt.isBefore(toldAt.get());
        if (isOlder || !result.isNewsOf(payment)) {
            return Receipt.OUTDATED;
        }
        outcomes.apply(change, payment, result, occurredAt);
        return Receipt.APPLIED;
    }

    private boolean isOf(String gateway, Refund refund) {
        return payments.find(refund.paymentId())
                .filter(payment -> payment.gateway().equals(gateway))
                .isPresent();
    }

    private Receipt refunded(Change change, Refund seen, RefundOutcome outcome) {
        Refund before = refunds.find(seen.id()).orElse(seen);
        if (before.status() != RefundStatus.PENDING) {
            return Receipt.OUTDATED;
        }
        refunding.conclude(change, before, outcome);
        return Receipt.APPLIED;
    }
}
