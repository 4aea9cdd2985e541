package dev.tenon.stripe;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Refund;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import dev.tenon.ports.payments.spi.PaymentGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes payments with Stripe: PaymentIntents of a customer of their own for each way of paying, off session unless somebody is there.
 * Cards are entered into Stripe's own page; Tenon is given the name of a PaymentMethod, {@code pm_...}.
 */
public final class StripeGateway implements PaymentGateway {

    /** The metadata that carries a payment's key. */
    static final String CHARGE_KEY = "tenon_payment";

    /** The metadata that carries a refund's key. */
    static final String REFUND_KEY = "tenon_refund";

    private static final String METHOD_KEY = "tenon_payment_method";
    private static final Pattern TOKEN = Pattern.compile("pm_[A-Za-z0-9_]{1,250}");
    private static final String MISSING = "resource_missing";
    private static final String UNEXPECTED_STATE = "payment_intent_unexpected_state";
    private static final Duration BEFORE = Duration.ofMinutes(5);
    private static final Duration AFTER = Duration.ofMinutes(30);
    private static final long PAGE = 100;
    private static final int MOST_LOOKED_AT = 1000;

    private final StripeSettings settings;
    private final StripeClient stripe;

    private StripeGateway(StripeSettings settings) {
        this.settings = settings;
        this.stripe = StripeClient.builder()
                .setApiKey(settings.apiKey())
                .setApiBase(settings.api().toString())
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.readTimeout().toMillis())
                .setMaxNetworkRetries(0)
                .build();
    }

    /** A gateway with these settings. Asks nobody yet. */
    public static StripeGateway with(StripeSettings settings) {
        // How long requests take is nobody else's business.
        Stripe.enableTelemetry = false;
        return new StripeGateway(settings);
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Optional<KeptMethod> keep(String key, String token) throws GatewayFailure {
        if (!TOKEN.matcher(token).matches()) {
            return Optional.empty();
        }
        CustomerCreateParams params = CustomerCreateParams.builder()
                .setPaymentMethod(token)
                .putMetadata(METHOD_KEY, key)
                .build();
        try {
            Customer customer = stripe.v1().customers().create(params, once("keep-" + key));
            PaymentMethod method = stripe.v1().paymentMethods().retrieve(token);
            return Optional.of(new KeptMethod(customer.getId() + ":" + token, label(method)));
        } catch (CardException | InvalidRequestException refused) {
            return Optional.empty();
        } catch (StripeException failure) {
            throw StripeAnswers.failure(failure);
        }
    }

    private static String label(PaymentMethod method) {
        PaymentMethod.Card card = method.getCard();
        if (card == null) {
            return method.getType() == null ? "Stripe" : method.getType();
        }
        return String.format(
                Locale.ROOT,
                "%s •••• %s, %02d/%d",
                card.getBrand(),
                card.getLast4(),
                card.getExpMonth() == null ? 0 : card.getExpMonth(),
                card.getExpYear() == null ? 0 : card.getExpYear());
    }

    @Override
    public void forget(String method) throws GatewayFailure {
        try {
            stripe.v1().customers().delete(customer(method));
        } catch (InvalidRequestException refused) {
            if (!MISSING.equals(refused.getCode())) {
                throw StripeAnswers.failure(refused);
            }
        } catch (StripeException failure) {
            throw StripeAnswers.failure(failure);
        }
    }

    @Override
    public ChargeOutcome charge(ChargeOrder order) throws GatewayFailure {
        PaymentIntentCreateParams.Builder params = PaymentIntentCreateParams.builder()
                .setAmount(StripeAmount.of(order.amount()))
                .setCurrency(StripeAmount.currency(order.amount()))
                .setCustomer(customer(order.method()))
                .setPaymentMethod(token(order.method()))
                .setDescription(order.description())
                .setConfirm(true)
                .putMetadata(CHARGE_KEY, order.key());
        if (order.isPersonPresent()) {
            params.setReturnUrl(settings.returnUrl().toString())
                    .setAutomaticPaymentMethods(
                            AutomaticPaymentMethods.builder().setEnabled(true).build());
        } else {
            params.setOffSession(true)
                    .setAutomaticPaymentMethods(AutomaticPaymentMethods.builder()
                            .setEnabled(true)
                            .setAllowRedirects(AutomaticPaymentMethods.AllowRedirects.NEVER)
                            .build());
        }
        try {
            return StripeAnswers.outcome(stripe.v1().paymentIntents().create(params.build(), once(order.key())));
        } catch (CardException declined) {
            StripeError error = declined.getStripeError();
            return Declines.outcome(intent(error), error);
        } catch (InvalidRequestException refused) {
            if (MISSING.equals(refused.getCode())) {
                return new ChargeOutcome.DeclinedHard(null, MISSING);
            }
            throw StripeAnswers.failure(refused);
        } catch (StripeException failure) {
            throw StripeAnswers.failure(failure);
        }
    }

    private static @Nullable String intent(@Nullable StripeError error) {
        return error == null || error.getPaymentIntent() == null
                ? null
                : error.getPaymentIntent().getId();
    }

    @Override
    public Optional<ChargeOutcome> find(ChargeQuestion question) throws GatewayFailure {
        return intent(question).map(StripeAnswers::outcome);
    }

    @Override
    public Optional<ChargeOutcome> withdraw(ChargeQuestion question) throws GatewayFailure {
        Optional<PaymentIntent> found = intent(question);
        if (found.isEmpty() || !"requires_action".equals(found.get().getStatus())) {
            return found.map(StripeAnswers::outcome);
        }
        String id = found.get().getId();
        try {
            return Optional.of(
                    StripeAnswers.outcome(stripe.v1().paymentIntents().cancel(id)));
        } catch (InvalidRequestException refused) {
            if (!UNEXPECTED_STATE.equals(refused.getCode())) {
                throw StripeAnswers.failure(refused);
            }
            // It was confirmed, or failed, in this very moment.
            return intent(question).map(StripeAnswers::outcome);
        } catch (StripeException failure) {
            throw StripeAnswers.failure(failure);
        }
    }

    /** By its name; else among what the customer was charged about then. Stripe's search would lag behind, its lists do not. */
    private Optional<PaymentIntent> intent(ChargeQuestion question) throws GatewayFailure {
        try {
            String reference = question.reference();
            if (reference != null) {
                return Optional.of(stripe.v1().paymentIntents().retrieve(reference));
            }
            PaymentIntentListParams.Builder params = PaymentIntentListParams.builder()
                    .setLimit(PAGE)
                    .setCreated(PaymentIntentListParams.Created.builder()
                            .setGte(second(question.orderedAt().minus(BEFORE)))
                            .setLte(second(question.orderedAt().plus(AFTER)))
                            .build());
            String method = question.method();
            if (method != null) {
                params.setCustomer(customer(method));
            }
            int looked = 0;
            for (PaymentIntent each :
                    stripe.v1().paymentIntents().list(params.build()).autoPagingIterable()) {
                if (each.getMetadata() != null
                        && question.key().equals(each.getMetadata().get(CHARGE_KEY))) {
                    return Optional.of(each);
                }
                if (++looked >= MOST_LOOKED_AT) {
                    throw new GatewayFailure(GatewayFailure.Effect.UNKNOWN, "too-many-charges");
                }
            }
            return Optional.empty();
        } catch (StripeException failure) {
            throw StripeAnswers.failure(failure);
        }
    }

    private static long second(Instant instant) {
        return instant.getEpochSecond();
    }

    @Override
    public RefundOutcome refund(RefundOrder order) throws GatewayFailure {
        try {
            Optional<Refund> before = refundOf(order);
            if (before.isPresent()) {
                return StripeAnswers.outcome(before.get());
            }
            RefundCreateParams params = RefundCreateParams.builder()
                    .setPaymentIntent(order.charge())
                    .setAmount(StripeAmount.of(order.amount()))
                    .putMetadata(REFUND_KEY, order.key())
                    .build();
            return StripeAnswers.outcome(stripe.v1().refunds().create(params, once("refund-" + order.key())));
        } catch (InvalidRequestException refused) {
            return new RefundOutcome.Refused(refused.getCode() == null ? "refused" : refused.getCode());
        } catch (StripeException failure) {
            throw StripeAnswers.failure(failure);
        }
    }

    /** Stripe forgets keys after a day, and a refund may be ordered again later than that. */
    private Optional<Refund> refundOf(RefundOrder order) throws StripeException {
        RefundListParams params = RefundListParams.builder()
                .setPaymentIntent(order.charge())
                .setLimit(PAGE)
                .build();
        for (Refund each : stripe.v1().refunds().list(params).getData()) {
            if (each.getMetadata() != null
                    && order.key().equals(each.getMetadata().get(REFUND_KEY))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<EventReader> events() {
        String secret = settings.eventSecret();
        return secret == null ? Optional.empty() : Optional.of(new StripeEvents(secret));
    }

    private static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey("tenon-" + key).build();
    }

    private static String customer(String method) {
        return method.substring(0, Math.max(0, method.indexOf(':')));
    }

    private static String token(String method) {
        return method.substring(method.indexOf(':') + 1);
    }
}
