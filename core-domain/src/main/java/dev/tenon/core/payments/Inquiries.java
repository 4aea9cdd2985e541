package dev.tenon.core.payments;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.spi.PaymentGateway;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure;
import dev.tenon.ports.payments.spi.PaymentMethodStore.RemovedMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The jobs that ask gateways about what is open: what became of payments, refunds, and ways of paying that are to be forgotten. */
final class Inquiries {

    private static final Actor ASKING = Actor.system("check-payments");
    private static final Actor REFUNDING = Actor.system("give-back");
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final Duration EVENTS_KEPT = Duration.ofDays(30);

    private final Kernel kernel;
    private final Gateways gateways;
    private final Attempts attempts;
    private final Refunding refunding;
    private final Together together = new Together();

    Inquiries(Kernel kernel, Gateways gateways, Attempts attempts, Refunding refunding) {
        this.kernel = kernel;
        this.gateways = gateways;
        this.attempts = attempts;
        this.refunding = refunding;
    }

    List<BackgroundJob> jobs() {
        return List.of(
                Job.of("check-payments", SOON, this::checkPayments),
                Job.of("give-back", SOON, this::giveBack),
                Job.of("forget-payment-methods", Duration.ofMinutes(1), this::forgetMethods),
                Job.of("forget-payment-events", Duration.ofMinutes(10), this::forgetEvents));
    }

    private int checkPayments() {
        Instant now = kernel.now();
        List<Payment> claimed = kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().payments().claimChecks(now, now.plus(Checking.LEASE), Together.MOST));
        together.each(claimed, this::check);
        return claimed.size();
    }

    private void check(Payment payment) {
        if (!gateways.has(payment.gateway())) {
            attempts.postpone(payment, "no-gateway");
            return;
        }
        try {
            attempts.check(ASKING, payment);
        } catch (GatewayFailure failure) {
            attempts.postpone(payment, failure.reason());
        }
    }

    private int giveBack() {
        Instant now = kernel.now();
        List<Refund> claimed = kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().refunds().claimChecks(now, now.plus(Checking.LEASE), Together.MOST));
        together.each(claimed, refund -> refunding.order(REFUNDING, refund));
        return claimed.size();
    }

    private int forgetMethods() {
        Instant now = kernel.now();
        List<RemovedMethod> claimed = kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().paymentMethods().claimRemoved(now, now.plus(AGAIN), Together.MOST));
        together.each(claimed, this::forget);
        return claimed.size();
    }

    private void forget(RemovedMethod method) {
        Optional<PaymentGateway> gateway = gateways.find(method.gateway());
        Optional<String> reference = kernel.secrets().open(Attempts.PURPOSE, method.sealedReference());
        if (gateway.isPresent() && reference.isPresent()) {
            try {
                gateway.get().forget(reference.get());
            } catch (GatewayFailure failure) {
                // The claim is over in an hour; then it is asked again.
                return;
            }
        }
        kernel.storage().unitOfWork().run(() -> {
            kernel.storage().paymentMethods().delete(method.id());
            return method;
        });
    }

    private int forgetEvents() {
        Instant before = kernel.now().minus(EVENTS_KEPT);
        return kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().paymentEvents().deleteBefore(before, Job.BATCH));
    }
}
