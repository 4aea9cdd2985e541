package dev.tenon.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import dev.tenon.ports.payments.spi.PaymentGateway.ChargeOutcome;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayFailure.Effect;
import dev.tenon.ports.payments.spi.PaymentGateway.RefundOutcome;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;

/** What Stripe's answers mean. */
final class StripeAnswers {

    private static final int DEEPEST_CAUSE = 8;

    private StripeAnswers() {}

    static ChargeOutcome outcome(PaymentIntent intent) {
        String id = intent.getId();
        return switch (intent.getStatus()) {
            case "succeeded" -> new ChargeOutcome.Succeeded(id);
            case "processing", "requires_capture" -> new ChargeOutcome.Processing(id);
            case "requires_action" -> needed(intent);
            case "canceled" -> new ChargeOutcome.DeclinedSoftly(id, "canceled");
            default -> Declines.outcome(id, intent.getLastPaymentError());
        };
    }

    private static ChargeOutcome needed(PaymentIntent intent) {
        PaymentIntent.NextAction action = intent.getNextAction();
        boolean isRedirect = action != null
                && action.getRedirectToUrl() != null
                && action.getRedirectToUrl().getUrl() != null;
        return isRedirect
                ? new ChargeOutcome.NeedsAction(
                        intent.getId(), URI.create(action.getRedirectToUrl().getUrl()))
                : new ChargeOutcome.Processing(intent.getId());
    }

    static RefundOutcome outcome(Refund refund) {
        String status = refund.getStatus() == null ? "" : refund.getStatus();
        return switch (status) {
            case "succeeded" -> new RefundOutcome.Succeeded(refund.getId());
            case "failed", "canceled" ->
                new RefundOutcome.Refused(refund.getFailureReason() == null ? status : refund.getFailureReason());
            default -> new RefundOutcome.Processing(refund.getId());
        };
    }

    /** What is known when Stripe did not do what it was asked for. Only what it surely refused, or never heard, was not done. */
    static GatewayFailure failure(StripeException failure) {
        if (failure instanceof ApiConnectionException) {
            return neverConnected(failure)
                    ? new GatewayFailure(Effect.NONE, "unreachable")
                    : new GatewayFailure(Effect.UNKNOWN, "no-answer");
        }
        if (failure instanceof IdempotencyException) {
            return new GatewayFailure(Effect.UNKNOWN, "ordered-differently");
        }
        boolean isRefused = failure instanceof InvalidRequestException
                || failure instanceof AuthenticationException
                || failure instanceof PermissionException
                || failure instanceof RateLimitException;
        String code = failure.getCode();
        return new GatewayFailure(
                isRefused ? Effect.NONE : Effect.UNKNOWN, code == null ? "status-" + failure.getStatusCode() : code);
    }

    private static boolean neverConnected(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
