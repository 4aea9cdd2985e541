package dev.tenon.core.payments;

import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeOutcome;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of a charge: what the gateway said, or that it did not. */
record Result(
        PaymentStatus status,
        @Nullable String reference,
        @Nullable String reason,
        @Nullable URI action) {

    private static final int LONGEST_WORD = 100;

    Result {
        reason = reason != null && reason.length() > LONGEST_WORD ? reason.substring(0, LONGEST_WORD) : reason;
    }

    static Result of(ChargeOutcome outcome) {
        return switch (outcome) {
            case ChargeOutcome.Succeeded done -> new Result(PaymentStatus.SUCCEEDED, done.reference(), null, null);
            case ChargeOutcome.DeclinedSoftly declined ->
                new Result(PaymentStatus.DECLINED_SOFTLY, declined.reference(), declined.reason(), null);
            case ChargeOutcome.DeclinedHard declined ->
                new Result(PaymentStatus.DECLINED_HARD, declined.reference(), declined.reason(), null);
            case ChargeOutcome.NeedsAction needed ->
                new Result(PaymentStatus.NEEDS_ACTION, needed.reference(), null, needed.url());
            case ChargeOutcome.Processing later ->
                new Result(PaymentStatus.UNKNOWN, later.reference(), "processing", null);
        };
    }

    /** Nothing was charged. */
    static Result failed(String reason) {
        return new Result(PaymentStatus.FAILED, null, reason, null);
    }

    /** Nobody knows. */
    static Result unknown(String reason) {
        return new Result(PaymentStatus.UNKNOWN, null, reason, null);
    }

    /** Whether it says something that is not known of the payment: money that came in counts always, all else while it is open. */
    boolean isNewsOf(Payment payment) {
        return status == PaymentStatus.SUCCEEDED
                ? payment.status() != PaymentStatus.SUCCEEDED
                : payment.status().isOpen();
    }

    /** Whether it leaves the payment as it is. */
    boolean leavesOpenAsItIs(Payment payment) {
        return status == payment.status()
                && Objects.equals(reference == null ? payment.reference() : reference, payment.reference())
                && Objects.equals(action, payment.actionUrl());
    }

    /** The payment with it. */
    Payment over(Payment payment, Instant now) {
        return new Payment(
                payment.id(),
                payment.invoiceId(),
                payment.number(),
                payment.trigger(),
                payment.gateway(),
                payment.methodId(),
                status,
                payment.amount(),
                payment.refunded(),
                reference == null ? payment.reference() : reference,
                reason,
                action,
                payment.createdAt(),
                status.isOpen() ? null : now,
                payment.checks(),
                status.isOpen() ? Checking.next(payment.checks(), now) : null);
    }
}
